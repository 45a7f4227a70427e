package org.godwit.wave;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Waves in the schedule. */
@Configuration(proxyBeanMethods = false)
class WaveTask {

    private static final Duration EVERY = Duration.ofSeconds(10);

    @Bean
    Task<Void> clientWaveTask(ObjectProvider<WaveSteps> steps) {
        return Tasks.recurring("client-waves", FixedDelay.of(EVERY))
                .execute((instance, context) -> steps.getObject().step());
    }
}
