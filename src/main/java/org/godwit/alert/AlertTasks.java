package org.godwit.alert;

import com.github.kagkarlsson.scheduler.task.FailureHandler.ExponentialBackoffFailureHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler.MaxRetriesFailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.RunAs;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Deferred and recurring work about alerts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AlertProperties.class)
class AlertTasks {

    private static final TaskDescriptor<Posting> WEBHOOK = TaskDescriptor.of("alert-webhook", Posting.class);

    /** Waits of 10 s, 20 s, 40 s … : a day in all. */
    private static final int ATTEMPTS = 13;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);

    record Posting(long alertId) {}

    @Bean
    Task<Posting> alertWebhookTask(
            ObjectProvider<WebhookSender> sender,
            ObjectProvider<AlertStore> alerts,
            RunAs runAs,
            ObjectProvider<AuditTrail> audit) {
        return Tasks.oneTime(WEBHOOK)
                .onFailure(new MaxRetriesFailureHandler<>(
                        ATTEMPTS, new ExponentialBackoffFailureHandler<>(FIRST_WAIT, 2), (ended, operations) -> {
                            Posting posting =
                                    (Posting) ended.getExecution().taskInstance.getData();
                            runAs.system(() -> audit.getObject()
                                    .recordApart(
                                            AuditEntry.failed("WEBHOOK_GIVEN_UP", "ALERT", posting.alertId(), null)));
                        }))
                .execute((instance, context) -> runAs.system(() ->
                        alerts.getObject().find(instance.getData().alertId()).ifPresent(sender.getObject()::post)));
    }

    @Bean
    RecurringTask<Void> alertWatchTask(
            AlertProperties properties,
            ObjectProvider<AlertWatch> watch,
            ObjectProvider<AlertDelivery> delivery,
            RunAs runAs) {
        return Tasks.recurring("alert-watch", FixedDelay.of(properties.watchEvery()))
                .execute((instance, context) -> runAs.system(() -> {
                    watch.getObject().look();
                    delivery.getObject().digest();
                }));
    }

    static TaskInstance<Posting> webhook(long alertId) {
        return WEBHOOK.instance(Long.toString(alertId))
                .data(new Posting(alertId))
                .build();
    }
}
