package org.godwit.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.micrometer.observation.ObservationRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * The engine of everything deferred or recurring. Modules declare db-scheduler {@link Task} beans and enqueue through
 * {@link SchedulerClient}, which takes part in the caller's transaction: a task exists if and only if the change that asked
 * for it was committed. Delivery is at least once, so task bodies are idempotent.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ScheduleProperties.class)
class SchedulerConfiguration {

    /** Executions of tasks this node does not know are left to others for this long, never deleted in practice. */
    private static final Duration KEEP_UNRESOLVED = Duration.ofDays(3650);

    /** The scheduler takes no fewer than four; beating twice as often as the node says keeps takeover within three of the node's. */
    private static final int MISSED_BEATS = 4;

    @Bean
    JsonTaskSerializer taskSerializer(Clock clock) {
        return new JsonTaskSerializer(clock);
    }

    @Bean
    SchedulerClient schedulerClient(DataSource dataSource, List<Task<?>> tasks, JsonTaskSerializer serializer) {
        return SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource), tasks)
                .serializer(serializer)
                .enablePriority()
                .build();
    }

    @Bean
    SchedulerLifecycle schedulerLifecycle(
            DataSource dataSource,
            List<Task<?>> tasks,
            ScheduleProperties properties,
            JsonTaskSerializer serializer,
            ObservationRegistry observations,
            Clock clock) {
        // the scheduler itself adds those it starts to those it knows, and refuses to know one twice
        List<RecurringTask<?>> recurring = tasks.stream()
                .filter(RecurringTask.class::isInstance)
                .<RecurringTask<?>>map(task -> (RecurringTask<?>) task)
                .toList();
        List<Task<?>> others =
                tasks.stream().filter(task -> !recurring.contains(task)).toList();
        String node = nodeName();
        return new SchedulerLifecycle(
                node,
                properties.threads(),
                () -> Scheduler.create(dataSource, others)
                        .schedulerName(new SchedulerName.Fixed(node))
                        .serializer(serializer)
                        .clock(clock::instant)
                        .enablePriority()
                        .addExecutionInterceptor(new ObservedExecutions(serializer, observations))
                        .threads(properties.threads())
                        .pollingInterval(properties.pollInterval())
                        .heartbeatInterval(properties.heartbeatInterval().dividedBy(2))
                        .missedHeartbeatsLimit(MISSED_BEATS)
                        .deleteUnresolvedAfter(KEEP_UNRESOLVED)
                        .shutdownMaxWait(Duration.ofSeconds(20))
                        .startTasks(recurring)
                        .build());
    }

    /** At most 50 characters, as the scheduler's table allows; unique for each start of a node. */
    private static String nodeName() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown";
        }
        String unique = UUID.randomUUID().toString().substring(0, 8);
        return (host.length() > 40 ? host.substring(0, 40) : host) + "-" + unique;
    }
}
