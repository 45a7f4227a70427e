package org.godwit.agent.process;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.godwit.agent.wire.OrderKind;
import org.godwit.agent.wire.OrderState;
import org.godwit.agent.wire.Protocol;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The little that an agent's login may do in the database. */
final class DeskStore {

    /** An order as the agent that takes it sees it. */
    record Order(long id, OrderKind kind, OrderState state, String body, String refusedBy) {}

    private final JdbcClient jdbc;
    private final long agentId;
    private final String location;

    DeskStore(JdbcClient jdbc, AgentIdentity identity) {
        this.jdbc = jdbc;
        this.agentId = identity.enrolment().agentId();
        this.location = identity.enrolment().location();
    }

    Optional<Order> order(long id) {
        return jdbc.sql("SELECT id, kind, state, body, refused_by FROM agent_order WHERE id = :id")
                .param("id", id)
                .query((row, n) -> new Order(
                        row.getLong("id"),
                        OrderKind.valueOf(row.getString("kind")),
                        OrderState.valueOf(row.getString("state")),
                        row.getString("body"),
                        row.getString("refused_by")))
                .optional();
    }

    /** @return false if it was called back meanwhile */
    boolean take(long id) {
        return jdbc.sql("""
                        UPDATE agent_order SET state = 'TAKEN', agent_id = :agent
                        WHERE id = :id AND state IN ('OPEN', 'TAKEN')""").param("agent", agentId).param("id", id).update() == 1;
    }

    /** Whether an order that comes before those that are last waits for an agent of this location. */
    boolean anyWaits(Instant now) {
        return jdbc.sql("""
                                SELECT COUNT(*) FROM agent_scheduled_tasks
                                WHERE task_name = :task AND picked = 0 AND execution_time <= :now AND priority > :last""")
                        .param("task", Protocol.task(location).getTaskName())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("last", Protocol.LAST)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** What it was sealed for this agent; empty if the server has not done so yet. */
    Optional<byte[]> sealed(long orderId) {
        return jdbc.sql("SELECT sealed FROM agent_account WHERE order_id = :id AND agent_id = :agent")
                .param("id", orderId)
                .param("agent", agentId)
                .query((row, n) -> row.getBytes(1))
                .optional();
    }

    Set<String> itemsWithResult(long orderId) {
        return new HashSet<>(jdbc.sql("SELECT item FROM agent_result WHERE order_id = :id")
                .param("id", orderId)
                .query(String.class)
                .list());
    }

    /** @return false if the order is not this agent's any more: then nothing is written */
    boolean result(long orderId, String item, String body) {
        return jdbc.sql("""
                        INSERT INTO agent_result (order_id, item, body)
                        SELECT o.id, CAST(:item AS NVARCHAR(64)), CAST(:body AS NVARCHAR(MAX)) FROM agent_order o
                        WHERE o.id = :id AND o.agent_id = :agent AND o.state = 'TAKEN'
                            AND NOT EXISTS (SELECT 1 FROM agent_result r WHERE r.order_id = o.id AND r.item = :item)""")
                        .param("id", orderId)
                        .param("item", item)
                        .param("body", body)
                        .param("agent", agentId)
                        .update()
                == 1;
    }

    void done(long orderId) {
        state(orderId, OrderState.DONE, null, null);
    }

    /** @param refusedBy ids of the agents that refused it, this one included */
    void refuse(long orderId, String refusedBy, String message) {
        state(orderId, OrderState.REFUSED, refusedBy, message);
    }

    private void state(long orderId, OrderState state, @Nullable String refusedBy, @Nullable String message) {
        jdbc.sql("""
                        UPDATE agent_order SET state = :state, refused_by = COALESCE(:refused, refused_by),
                            message = COALESCE(:message, message)
                        WHERE id = :id AND agent_id = :agent AND state = 'TAKEN'""")
                .param("state", state.name())
                .param("refused", refusedBy, java.sql.Types.NVARCHAR)
                .param("message", shorten(message, 2000), java.sql.Types.NVARCHAR)
                .param("id", orderId)
                .param("agent", agentId)
                .update();
    }

    void progress(long orderId, long bytesDone) {
        jdbc.sql("UPDATE agent_order SET bytes_done = :bytes WHERE id = :id AND agent_id = :agent")
                .param("bytes", bytesDone)
                .param("id", orderId)
                .param("agent", agentId)
                .update();
    }

    /** Which of the orders this agent works on were called back or are another's by now. */
    Set<Long> lost(Set<Long> working) {
        Set<Long> lost = new HashSet<>(working);
        jdbc.sql("SELECT id FROM agent_order WHERE agent_id = :agent AND state = 'TAKEN'")
                .param("agent", agentId)
                .query(Long.class)
                .list()
                .forEach(lost::remove);
        return lost;
    }

    /** @return what is asked of the agent from now on */
    Terms beat(Beat beat) {
        jdbc.sql("""
                        UPDATE agent_beat SET at = :now, godwit_version = :version, protocol = :protocol,
                            running = :running, bytes_done = :bytes, bytes_per_second = :rate, said = :said
                        WHERE agent_id = :agent""")
                .param("now", beat.at().atOffset(ZoneOffset.UTC))
                .param("version", beat.version())
                .param("protocol", Protocol.NUMBER)
                .param("running", beat.running())
                .param("bytes", beat.bytesDone())
                .param("rate", beat.bytesPerSecond())
                .param("said", shorten(beat.said(), 1000), java.sql.Types.NVARCHAR)
                .param("agent", agentId)
                .update();
        return jdbc.sql("""
                        SELECT in_maintenance, bytes_per_second_allowed, points_allowed FROM agent_beat
                        WHERE agent_id = :agent""")
                .param("agent", agentId)
                .query((row, n) -> {
                    boolean maintenance = row.getBoolean(1);
                    long rate = row.getLong(2);
                    int points = row.getInt(3);
                    return new Terms(maintenance, rate, row.wasNull() ? Integer.MAX_VALUE : points);
                })
                .optional()
                .orElse(new Terms(true, 0, 0));
    }

    /**
     * What servers ask of an agent.
     *
     * @param maintenance whether it is to take nothing new
     * @param bytesPerSecond what it may move; 0 for no limit
     * @param points how many points it may work on at a time
     */
    record Terms(boolean maintenance, long bytesPerSecond, int points) {

        boolean rests() {
            return maintenance || points == 0;
        }
    }

    /** Adds to what servers show of this agent's log. */
    void log(List<LastLines.Line> lines) {
        for (LastLines.Line line : lines) {
            jdbc.sql("""
                            INSERT INTO agent_log (agent_id, at, severity, message, correlation_id)
                            VALUES (:agent, :at, :severity, :message, :correlation)""")
                    .param("agent", agentId)
                    .param("at", line.at().atOffset(ZoneOffset.UTC))
                    .param("severity", line.severity())
                    .param("message", shorten(line.message(), 1000))
                    .param("correlation", shorten(line.correlationId(), 64), java.sql.Types.NVARCHAR)
                    .update();
        }
    }

    /** What an agent says of itself. */
    record Beat(
            Instant at,
            String version,
            int running,
            long bytesDone,
            long bytesPerSecond,
            @Nullable String said) {}

    private static @Nullable String shorten(@Nullable String text, int most) {
        return text == null || text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
