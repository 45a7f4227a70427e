package org.godwit.agent.process;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.godwit.agent.wire.OrderSerializer;
import org.godwit.agent.wire.Protocol;
import org.godwit.distribution.RemoteWorker;
import org.godwit.distribution.RemoteWorkerBeans;
import org.godwit.security.RequestOrigin;
import org.godwit.shared.ClockConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** What an agent's process is made of: no web server, no entities, no migrations, one small login. */
@Import({ClockConfiguration.class, DeskStore.class, RemoteWorkerBeans.class})
@ImportAutoConfiguration({
    ProjectInfoAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    TransactionAutoConfiguration.class
})
class AgentApplication {

    private static final int MISSED_BEATS = 4;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration KEEP_UNRESOLVED = Duration.ofDays(3650);

    @Bean
    Orders orders(
            DeskStore desk,
            RemoteWorker worker,
            AgentIdentity identity,
            @Value("${godwit.agent.megabytes-per-second:0}") long megabytesPerSecond,
            @Value("${godwit.agent.points:4}") int points,
            Clock clock) {
        return new Orders(desk, worker, identity, () -> megabytesPerSecond * 1_000_000, points, clock);
    }

    @Bean
    SmartLifecycle agent(
            DataSource dataSource,
            DeskStore desk,
            Orders orders,
            AgentIdentity identity,
            ObjectProvider<BuildProperties> build,
            @Value("${godwit.agent.points:4}") int points,
            @Value("${godwit.agent.poll-interval:1s}") Duration pollInterval,
            Clock clock) {
        Duration heartbeat = Duration.ofMillis(identity.enrolment().heartbeatMillis());
        OneTimeTask<Protocol.OrderData> task = Tasks.oneTime(
                        Protocol.task(identity.enrolment().location()))
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY_AFTER))
                .execute((instance, context) -> {
                    Protocol.OrderData order = instance.getData();
                    try (RequestOrigin.Bound bound = new RequestOrigin(null, order.correlationId()).bind()) {
                        orders.execute(
                                order.orderId(),
                                () -> context.getSchedulerState().isShuttingDown());
                    }
                });
        Scheduler scheduler = Scheduler.create(dataSource, task)
                .tableName(Protocol.SCHEDULE_TABLE)
                .schedulerName(
                        new SchedulerName.Fixed("agent-" + identity.enrolment().agentId() + "-"
                                + UUID.randomUUID().toString().substring(0, 8)))
                .serializer(new OrderSerializer())
                .enablePriority()
                .jdbcCustomization(new OwnPlaceOnly(dataSource, task.getName()))
                .threads(points)
                .pollingInterval(pollInterval)
                .heartbeatInterval(heartbeat.dividedBy(2))
                .missedHeartbeatsLimit(MISSED_BEATS)
                .deleteUnresolvedAfter(KEEP_UNRESOLVED)
                .shutdownMaxWait(Duration.ofSeconds(20))
                .build();
        String version = AgentCommand.version(build.getIfAvailable());
        Heart heart = new Heart(
                desk,
                orders,
                LastLines.listening(),
                version,
                heartbeat,
                resting -> {
                    if (resting) {
                        scheduler.pause();
                    } else {
                        scheduler.resume();
                    }
                },
                clock);
        return new AgentLifecycle(scheduler, heart, orders);
    }
}
