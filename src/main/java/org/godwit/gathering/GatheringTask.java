package org.godwit.gathering;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.godwit.gathering.GatheringStore.State;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Gathering in the schedule: one execution for each hierarchy, which is moved to the time of the next cycle when one ends. So
 * two nodes never gather one hierarchy at a time, and a cycle that died with its node is run again by another.
 */
@Configuration(proxyBeanMethods = false)
class GatheringTask {

    private static final TaskDescriptor<Hierarchy> GATHERING = TaskDescriptor.of("gathering", Hierarchy.class);

    /** Longer than any wait within a cycle. */
    private static final Duration SOON = Duration.ofSeconds(30);

    /** What a task instance knows. */
    record Hierarchy(long hierarchyId) {}

    @Bean
    CustomTask<Hierarchy> gatheringExecution(ObjectProvider<GatheringRuns> runs, ObjectProvider<GatheringStore> store) {
        return Tasks.custom(GATHERING).onDeadExecutionRevive().execute((instance, context) -> {
            long hierarchyId = instance.getData().hierarchyId();
            Optional<Instant> next = runs.getObject()
                    .run(hierarchyId, () -> context.getSchedulerState().isShuttingDown());
            return (completed, operations) -> {
                if (next.isPresent()) {
                    operations.reschedule(completed, next.get());
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

    /** A gathering that was begun while this execution was ending could not move it: it is due now. */
    private static void catchUp(
            SchedulerClient client, GatheringStore store, long hierarchyId, Instant ended, @Nullable Instant next) {
        boolean dueSoon = next != null && next.isBefore(ended.plus(SOON));
        if (!dueSoon && store.state(hierarchyId).filter(State::running).isPresent()) {
            schedule(client, hierarchyId, ended);
        }
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
