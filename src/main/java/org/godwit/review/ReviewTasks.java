package org.godwit.review;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.godwit.security.RunAs;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Recurring work about reviews. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReviewProperties.class)
class ReviewTasks {

    @Bean
    RecurringTask<Void> reviewWatchTask(ReviewProperties properties, ObjectProvider<ReviewWatch> watch, RunAs runAs) {
        return Tasks.recurring("review-watch", FixedDelay.of(properties.watchEvery()))
                .execute((instance, context) ->
                        runAs.system(() -> watch.getObject().look()));
    }
}
