package org.godwit.live;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.godwit.credential.Account;
import org.godwit.site.provider.ProviderAddress;
import org.godwit.site.provider.SmsProviders;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The live destination's connection and tasks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LiveProperties.class)
class LiveConfiguration {

    private static final String COMPARISON = "live-destination-comparison";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    /** A comparison to execute. */
    record ComparisonData(long comparisonId) {}

    @Bean
    LiveSite liveSite(SmsProviders providers, LiveProperties properties) {
        return () -> providers.openForBlocking(
                new ProviderAddress(properties.urls(), properties.certificateSha256()), Account.computer());
    }

    @Bean
    Task<ComparisonData> liveComparisonTask(ObjectProvider<LiveRuns> runs) {
        return Tasks.oneTime(COMPARISON, ComparisonData.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY_AFTER))
                .execute((instance, context) ->
                        runs.getObject().run(instance.getData().comparisonId()));
    }

    @Bean
    Task<Void> liveComparisonCycle(ObjectProvider<LiveRuns> runs, LiveProperties properties) {
        return Tasks.recurring("live-destination-cycle", FixedDelay.of(properties.every()))
                .execute((instance, context) -> runs.getObject().scheduled());
    }

    static TaskInstance<ComparisonData> comparison(long id) {
        return new TaskInstance<>(COMPARISON, Long.toString(id), new ComparisonData(id));
    }
}
