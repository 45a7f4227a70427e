package org.godwit.report;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.godwit.security.RunAs;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes samples of how far migration is. */
@Configuration(proxyBeanMethods = false)
class ProgressTasks {

    private static final Duration EVERY = Duration.ofMinutes(1);

    @Bean
    RecurringTask<Void> progressSampleTask(ObjectProvider<ProgressHistoryService> history, RunAs runAs) {
        return Tasks.recurring("progress-sample", FixedDelay.of(EVERY))
                .execute((instance, context) ->
                        runAs.system(() -> history.getObject().sample()));
    }
}
