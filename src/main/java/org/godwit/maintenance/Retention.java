package org.godwit.maintenance;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.RunAs;
import org.godwit.shared.Retained;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** Purges every night what modules keep for a time only; what was purged is on the trail. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionProperties.class)
class Retention {

    private static final LocalTime NIGHT = LocalTime.of(3, 30);

    @Bean
    Purge purge(
            List<Retained> retained,
            RetentionProperties properties,
            TransactionTemplate transaction,
            AuditTrail audit,
            Clock clock) {
        return () -> {
            Instant before = clock.instant().minus(properties.keepFor());
            for (Retained rows : retained) {
                transaction.executeWithoutResult(status -> {
                    int purged = rows.purge(before);
                    if (purged > 0) {
                        audit.record(AuditEntry.success("DATA_PURGED", "RETENTION", null, rows.what())
                                .with("rows", purged)
                                .with("before", before.toString()));
                    }
                });
            }
        };
    }

    @Bean
    RecurringTask<Void> retentionTask(ObjectProvider<Purge> purge, RunAs runAs) {
        return Tasks.recurring("retention", Schedules.daily(ZoneId.systemDefault(), NIGHT))
                .execute((instance, context) ->
                        runAs.system(() -> purge.getObject().run()));
    }

    /** Removes what is old enough, now. */
    @FunctionalInterface
    interface Purge {
        void run();
    }
}
