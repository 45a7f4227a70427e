package org.godwit.client;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Counts the clients without a record every few minutes. */
@Configuration(proxyBeanMethods = false)
class MissingRecordTask {

    private static final Duration EVERY = Duration.ofMinutes(5);

    @Bean
    Task<Void> clientMissingRecordCount(ObjectProvider<MissingRecords> missing) {
        return Tasks.recurring("client-missing-record-count", FixedDelay.of(EVERY))
                .execute((instance, context) -> missing.getObject().count());
    }
}
