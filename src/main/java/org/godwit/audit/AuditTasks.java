package org.godwit.audit;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import org.godwit.security.RunAs;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Recurring work on the trail. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditProperties.class)
class AuditTasks {

    @Bean
    RecurringTask<Void> auditVerificationTask(AuditProperties properties, ObjectProvider<AuditCare> care, RunAs runAs) {
        return Tasks.recurring("audit-verification", Schedules.parseSchedule(properties.verify()))
                .execute((instance, context) ->
                        runAs.system(() -> care.getObject().look()));
    }

    @Bean
    RecurringTask<Void> auditForwardingTask(
            AuditProperties properties, ObjectProvider<AuditForwarding> forwarding, RunAs runAs) {
        AuditProperties.Syslog syslog = properties.syslog();
        Schedule often = syslog.host() == null ? Schedules.parseSchedule("-") : FixedDelay.of(syslog.every());
        return Tasks.recurring("audit-syslog", often)
                .execute((instance, context) ->
                        runAs.<Boolean>system(() -> forwarding.getObject().forward()));
    }
}
