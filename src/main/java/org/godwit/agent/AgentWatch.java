package org.godwit.agent;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import org.godwit.schedule.ScheduleProperties;
import org.godwit.security.RunAs;
import org.godwit.shared.AlertCleared;
import org.godwit.shared.AlertCondition;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** Says so when an agent is gone, and when it is back; keeps what is shown of agents' logs short. */
@Configuration(proxyBeanMethods = false)
class AgentWatch {

    private static final Duration EVERY = Duration.ofMinutes(1);

    @Bean
    RecurringTask<Void> agentWatch(
            ObjectProvider<AgentStore> store,
            ObjectProvider<AgentLogStore> log,
            ScheduleProperties schedule,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            RunAs runAs,
            Clock clock) {
        return Tasks.recurring("agent-watch", Schedules.fixedDelay(EVERY))
                .execute((instance, context) ->
                        runAs.system(() -> transaction.executeWithoutResult(t -> store.getObject()
                                .all(clock.instant(), schedule.missedAfter())
                                .forEach(agent -> {
                                    events.publishEvent(event(agent));
                                    log.getObject().trim(agent.id());
                                }))));
    }

    private static Object event(Agent agent) {
        String id = Long.toString(agent.id());
        return agent.state() == Agent.State.GONE
                ? new AlertCondition(
                        AlertCondition.Kind.AGENT_GONE,
                        "AGENT",
                        id,
                        "Agent " + agent.name() + " at " + agent.location()
                                + " has not been heard of for three heartbeats. Others of its location go on with its work.")
                : new AlertCleared(AlertCondition.Kind.AGENT_GONE, "AGENT", id);
    }
}
