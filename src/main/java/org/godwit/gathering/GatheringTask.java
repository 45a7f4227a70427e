package org.godwit.gathering;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Instant;
import java.util.Optional;
import org.godwit.gathering.GatheringRuns.Due;
import org.godwit.gathering.GatheringStore.State;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Gathering in the schedule: one execution for each hierarchy, which is moved to the time of the next cycle when one ends. So
 * two nodes never gather one hierarchy at a time, and a cycle that died with its node is run again by another.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetryProperties.class)
class GatheringTask {

    private static final TaskDescriptor<Hierarchy> GATHERING = TaskDescriptor.of("gathering", Hierarchy.class);

    /** What a task instance knows. */
    record Hierarchy(long hierarchyId) {}

    @Bean
    CustomTask<Hierarchy> gatheringExecution(ObjectProvider<GatheringRuns> runs, ObjectProvider<GatheringStore> store) {
        return Tasks.custom(GATHERING).onDeadExecutionRevive().execute((instance, context) -> {
            long hierarchyId = instance.getData().hierarchyId();
            Optional<Due> next = runs.getObject()
                    .run(hierarchyId, () -> context.getSchedulerState().isShuttingDown());
            return (completed, operations) -> {
                if (next.isPresent()) {
                    operations.reschedule(completed, next.get().at());
                } else {
                    operations.remove();
                }
                catchUp(
                        context.getSchedulerClient(),
                        store.getObject(),
                        hierarchyId,
                        completed.getTimeDone(),
                        next.orElse(null));
            };
        });
    }

    /** What was asked for while this execution was ending, and so could not be moved, is due now. */
    private static void catchUp(
            SchedulerClient client, GatheringStore store, long hierarchyId, Instant ended, @Nullable Due next) {
        if (store.state(hierarchyId).filter(now -> askedFor(now, next)).isPresent()) {
            schedule(client, hierarchyId, ended);
        }
    }

    /** Whether a gathering was begun after this one, or this one, which waits to go on, was stopped. */
    static boolean askedFor(State now, @Nullable Due next) {
        return next != null && next.goesOn() ? now.stopRequested() : now.running();
    }

    /**
     * Schedules or moves the gathering of a hierarchy.
     *
     * @return false if it is being executed, or was picked for it at this moment, and so could not be moved
     */
    static boolean schedule(SchedulerClient client, long hierarchyId, Instant at) {
        TaskInstance<Hierarchy> instance = GATHERING
                .instance(String.valueOf(hierarchyId))
                .data(new Hierarchy(hierarchyId))
                .build();
        try {
            return client.scheduleIfNotExists(instance, at) || client.reschedule(instance, at);
        } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException | ExecutionException e) {
            return false;
        }
    }

    static void cancel(SchedulerClient client, long hierarchyId) {
        try {
            client.cancel(GATHERING.instanceId(String.valueOf(hierarchyId)));
        } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException | ExecutionException e) {
            // the execution sees for itself that gathering was stopped
        }
    }
}
