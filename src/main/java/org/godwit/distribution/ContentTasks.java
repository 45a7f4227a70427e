package org.godwit.distribution;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.godwit.security.RunAs;
import org.godwit.shared.RunControl;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Deferred content work. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TransferProperties.class)
class ContentTasks {

    private static final LocalTime NIGHT = LocalTime.of(2, 30);

    static final TaskDescriptor<ValidationData> VALIDATION =
            TaskDescriptor.of("content-validation", ValidationData.class);
    static final TaskDescriptor<RetryData> RETRY = TaskDescriptor.of("content-transfer-retry", RetryData.class);

    static final TaskDescriptor<TakeoverData> TAKEOVER = TaskDescriptor.of("takeover", TakeoverData.class);

    /** @param requestedBy sign-in name of who asked for it */
    record TakeoverData(long takeoverId, String requestedBy) {}

    record ValidationData(long validationId) {}

    /** @param requestedBy sign-in name of who asked for it */
    record RetryData(long transferId, String requestedBy) {}

    @Bean
    Task<ValidationData> contentValidationTask(ObjectProvider<Validations> validations, RunAs runAs) {
        return Tasks.oneTime(VALIDATION)
                .execute((instance, context) -> runAs.system(() -> {
                    validations
                            .getObject()
                            .run(
                                    instance.getData().validationId(),
                                    () -> context.getSchedulerState().isShuttingDown());
                    return true;
                }));
    }

    @Bean
    Task<RetryData> contentTransferRetryTask(ObjectProvider<ContentRuns> runs, RunAs runAs) {
        return Tasks.oneTime(RETRY)
                .execute((instance, context) -> runAs.user(instance.getData().requestedBy(), () -> {
                    runs.getObject().again(instance.getData().transferId());
                    return true;
                }));
    }

    @Bean
    Task<TakeoverData> takeoverTask(ObjectProvider<TakeoverEngine> engine, TakeoverStore store, RunAs runAs) {
        return Tasks.oneTime(TAKEOVER)
                .execute((instance, context) -> runAs.user(instance.getData().requestedBy(), () -> {
                    store.find(instance.getData().takeoverId())
                            .ifPresent(t -> engine.getObject().carryOn(List.of(t), RunControl.none()));
                    return true;
                }));
    }

    /** Looks every night which points are due for validation. */
    @Bean
    RecurringTask<Void> contentValidationCycle(ObjectProvider<Validations> validations, RunAs runAs) {
        return Tasks.recurring("content-validation-cycle", Schedules.daily(ZoneId.systemDefault(), NIGHT))
                .execute((instance, context) -> runAs.system(() -> {
                    validations
                            .getObject()
                            .runDue(() -> context.getSchedulerState().isShuttingDown());
                    return true;
                }));
    }
}
