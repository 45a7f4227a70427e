package org.godwit.distribution;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import org.godwit.security.RunAs;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Distribution jobs and retirements in the schedule. A run whose node died is taken up again by whoever finds it dead. */
@Configuration(proxyBeanMethods = false)
class DistributionTasks {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration RETIRE_EVERY = Duration.ofMinutes(1);
    private static final String RUN = "distribution-run";
    private static final String DUE = "distribution-job-due";

    /** @param requestedBy sign-in name of who it acts for */
    record RunData(long runId, String requestedBy) {}

    /** A job whose time has come; ignored if the job has another time by then. */
    record DueData(long jobId, Instant at) {}

    @Bean
    Task<RunData> distributionRunTask(ObjectProvider<DistributionRunner> runner, RunAs runAs) {
        OneTimeTask<RunData> task = Tasks.oneTime(RUN, RunData.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY_AFTER))
                .execute((instance, context) -> runAs.user(instance.getData().requestedBy(), () -> {
                    runner.getObject()
                            .run(
                                    instance.getData().runId(),
                                    () -> context.getSchedulerState().isShuttingDown());
                    return true;
                }));
        return task;
    }

    @Bean
    Task<DueData> distributionJobDueTask(ObjectProvider<DistributionStarts> starts) {
        OneTimeTask<DueData> task = Tasks.oneTime(DUE, DueData.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY_AFTER))
                .execute((instance, context) -> starts.getObject()
                        .due(instance.getData().jobId(), instance.getData().at()));
        return task;
    }

    /** Looks every minute which retirements' time is over. */
    @Bean
    RecurringTask<Void> contentRetirementCycle(ObjectProvider<RetirementSweep> sweep, RunAs runAs) {
        return Tasks.recurring("content-retirement-cycle", FixedDelay.of(RETIRE_EVERY))
                .execute((instance, context) -> runAs.system(() -> {
                    sweep.getObject().runDue();
                    return true;
                }));
    }

    static TaskInstance<RunData> run(long runId, String requestedBy) {
        return new TaskInstance<>(RUN, Long.toString(runId), new RunData(runId, requestedBy));
    }

    static TaskInstance<DueData> due(long jobId, Instant at) {
        return new TaskInstance<>(DUE, jobId + "-" + at.toEpochMilli(), new DueData(jobId, at));
    }
}
