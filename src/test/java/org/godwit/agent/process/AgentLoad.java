package org.godwit.agent.process;

import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.event.SchedulerListeners;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepository;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.godwit.agent.wire.EnrolmentAnswer;
import org.godwit.agent.wire.OrderSerializer;
import org.godwit.agent.wire.Protocol;
import org.godwit.distribution.Delivery;
import org.godwit.shared.CanonicalJson;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What one agent asks of the database, statement by statement, without moving anything. */
public final class AgentLoad {

    private static final int FETCHED = 12;
    private static final String RESULT = CanonicalJson.write(new Delivery(1, null, null, null));

    private final DeskStore desk;
    private final JdbcTaskRepository schedule;

    public AgentLoad(DataSource dataSource, long agentId, String location) {
        this.desk = new DeskStore(
                JdbcClient.create(dataSource),
                new AgentIdentity(new EnrolmentAnswer(agentId, "agent", location, "", "", "", 5000), ""));
        OneTimeTask<Protocol.OrderData> task =
                Tasks.oneTime(Protocol.task(location)).execute((instance, context) -> {});
        this.schedule = new JdbcTaskRepository(
                dataSource,
                false,
                new OwnPlaceOnly(dataSource, task.getName()),
                Protocol.SCHEDULE_TABLE,
                new TaskResolver(SchedulerListeners.NOOP, Instant::now, List.of(task)),
                new SchedulerName.Fixed("agent-" + agentId),
                new OrderSerializer(),
                true,
                Instant::now);
    }

    /** Looks for due work. */
    public List<Execution> poll() {
        return schedule.getDue(Instant.now(), FETCHED);
    }

    /** Says that it lives, as every heartbeat does. */
    public void beat() {
        desk.beat(new DeskStore.Beat(Instant.now(), "1", 1, 1, 1, null));
    }

    /** Says that one execution goes on. */
    public void executionBeat(Execution execution) {
        schedule.updateHeartbeat(execution, Instant.now());
    }

    /** Takes an order out of the schedule. */
    public Execution pick(Execution execution) {
        return schedule.pick(execution, Instant.now()).orElseThrow();
    }

    /** @return whether it is this agent's now */
    public boolean take(long order) {
        return desk.take(order);
    }

    /** @return whether the result was taken */
    public boolean result(long order, String item) {
        return desk.result(order, item, RESULT);
    }

    /** Says that the order cannot be done from here. */
    public void refuse(long order, long agentId, String why) {
        desk.refuse(order, Long.toString(agentId), why);
    }

    /** Gives an execution back that was worked off. */
    public void remove(Execution picked) {
        schedule.remove(picked);
    }

    /** Sends a line of its log. */
    public void log(String message) {
        desk.log(List.of(new LastLines.Line(Instant.now(), "INFO", message, null)));
    }

    public void done(long order) {
        desk.done(order);
    }

    /** An order from its beginning to its end, with one result and one look at how it is. */
    public void work(Execution picked) {
        long order = ((Protocol.OrderData) picked.taskInstance.getData()).orderId();
        if (desk.order(order).isEmpty() || desk.sealed(order).isEmpty()) {
            throw new IllegalStateException("order " + order + " is gone");
        }
        desk.take(order);
        desk.itemsWithResult(order);
        desk.progress(order, 1);
        desk.lost(Set.of(order));
        desk.result(order, "1", RESULT);
        desk.done(order);
        schedule.remove(picked);
    }
}
