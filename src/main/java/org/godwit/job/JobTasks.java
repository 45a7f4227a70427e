package org.godwit.job;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tasks of migration jobs. A run whose node died is taken up again by whoever finds it dead. */
@Configuration(proxyBeanMethods = false)
class JobTasks {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    static final String RUN = "migration-run";
    private static final String VERIFICATION = "migration-verification";
    private static final String DUE = "migration-job-due";

    /** A run to execute, or to go on with. */
    record RunData(long runId) {}

    /** A job whose time has come; ignored if the job has another time by then. */
    record DueData(long jobId, Instant at) {}

    @Bean
    Task<RunData> migrationRunTask(ObjectProvider<JobRunner> runner) {
        return Tasks.custom(RUN, RunData.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY_AFTER))
                .onDeadExecutionRevive()
                .execute((instance, context) -> {
                    RunData data = instance.getData();
                    boolean over;
                    try {
                        over = runner.getObject()
                                .runInPlace(
                                        data.runId(),
                                        instance.getId(),
                                        () -> context.getSchedulerState().isShuttingDown());
                    } catch (JobRunner.NodeStopping e) { // another node goes on at once
                        return (completed, operations) ->
                                operations.reschedule(completed, completed.getTimeDone(), data);
                    }
                    return (completed, operations) -> {
                        if (over) {
                            operations.remove();
                        } else {
                            operations.reschedule(
                                    completed, completed.getTimeDone().plus(RunPlaces.AGAIN_AFTER), data);
                        }
                    };
                });
    }

    @Bean
    Task<DueData> migrationJobDueTask(ObjectProvider<ScheduledStarts> starts) {
        OneTimeTask<DueData> task = Tasks.oneTime(DUE, DueData.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY_AFTER))
                .execute((instance, context) -> starts.getObject()
                        .due(instance.getData().jobId(), instance.getData().at()));
        return task;
    }

    @Bean
    Task<RunData> migrationVerificationTask(ObjectProvider<LaterVerification> verification) {
        OneTimeTask<RunData> task = Tasks.oneTime(VERIFICATION, RunData.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY_AFTER))
                .execute((instance, context) ->
                        verification.getObject().execute(instance.getData().runId()));
        return task;
    }

    /** @param now makes the name of this execution unlike that of any earlier one of the same run */
    static TaskInstance<RunData> verification(long runId, Instant now) {
        return new TaskInstance<>(VERIFICATION, runId + "-" + now.toEpochMilli(), new RunData(runId));
    }

    /** @param now makes the name of this execution unlike that of any earlier one of the same run */
    static TaskInstance<RunData> run(long runId, Instant now, JobPriority priority) {
        return new TaskInstance.Builder<RunData>(RUN, runId + "-" + now.toEpochMilli())
                .data(new RunData(runId))
                .priority(priority.taskPriority())
                .build();
    }

    static TaskInstance<DueData> due(long jobId, Instant at) {
        return new TaskInstance<>(DUE, jobId + "-" + at.toEpochMilli(), new DueData(jobId, at));
    }
}
