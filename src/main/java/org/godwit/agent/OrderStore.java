package org.godwit.agent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.agent.wire.OrderKind;
import org.godwit.agent.wire.OrderState;
import org.godwit.agent.wire.Protocol;
import org.godwit.shared.Chunks;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Component;

/** Orders to agents, as servers see them. */
@Component
class OrderStore {

    /** What servers follow of an order. */
    record Order(
            long id,
            long pointId,
            OrderState state,
            @Nullable Long agentId,
            Set<Long> refusedBy,
            @Nullable String message,
            long bytesDone) {}

    /** One result of an order, not handed over yet. */
    record Result(ResultKey key, String body) {}

    /** @param item what it is the result of, as the agent names it */
    record ResultKey(long orderId, String item) {}

    private final JdbcClient jdbc;

    OrderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long add(String location, OrderKind kind, long runId, long pointId, String body, Instant now) {
        KeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO agent_order (location, kind, run_id, distribution_point_id, body, state, refused_by,
                            bytes_done, created_at)
                        VALUES (:location, :kind, :run, :point, :body, 'OPEN', '', 0, :now)""")
                .param("location", location)
                .param("kind", kind.name())
                .param("run", runId)
                .param("point", pointId)
                .param("body", body)
                .param("now", AgentStore.utc(now))
                .update(id, "id");
        return Objects.requireNonNull(id.getKey()).longValue();
    }

    /**
     * The turn of a new run's first order at a place: that of those waiting there who are next. Each further order of the run
     * comes one turn later, which is a priority less by one.
     */
    int turn(String location) {
        return jdbc.sql("""
                        SELECT COALESCE(MAX(priority), 0) FROM agent_scheduled_tasks
                        WHERE task_name = :task AND picked = 0 AND priority > :last""")
                .param("task", Protocol.task(location).getTaskName())
                .param("last", Protocol.LAST)
                .query(Integer.class)
                .single();
    }

    /** Orders of a kind that a run has for any of these points, whatever their state. */
    List<Long> ofRun(long runId, OrderKind kind, Collection<Long> pointIds) {
        List<Long> found = new ArrayList<>();
        for (List<Long> some : Chunks.forStatements(pointIds)) {
            found.addAll(jdbc.sql("""
                            SELECT id FROM agent_order
                            WHERE run_id = :run AND kind = :kind AND distribution_point_id IN (:points)""")
                    .param("run", runId)
                    .param("kind", kind.name())
                    .param("points", some)
                    .query(Long.class)
                    .list());
        }
        return found.stream().sorted().toList();
    }

    List<Order> find(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbc
                .sql("""
                        SELECT id, distribution_point_id, state, agent_id, refused_by, message, bytes_done
                        FROM agent_order WHERE id >= :least AND id <= :most ORDER BY id""")
                .param("least", java.util.Collections.min(ids))
                .param("most", java.util.Collections.max(ids))
                .query((row, n) -> {
                    long agent = row.getLong("agent_id");
                    return new Order(
                            row.getLong("id"),
                            row.getLong("distribution_point_id"),
                            OrderState.valueOf(row.getString("state")),
                            row.wasNull() || agent == 0 ? null : agent,
                            ids(row.getString("refused_by")),
                            row.getString("message"),
                            row.getLong("bytes_done"));
                })
                .list()
                .stream()
                .filter(o -> ids.contains(o.id()))
                .toList();
    }

    /** Refused by some, open again for the others. */
    void reopen(long id) {
        jdbc.sql("UPDATE agent_order SET state = 'OPEN', agent_id = NULL WHERE id = :id AND state = 'REFUSED'")
                .param("id", id)
                .update();
    }

    /** Calls it back: who works on it sees so with the next heartbeat, and nobody can open its libraries with it any more. */
    void withdraw(long id) {
        jdbc.sql("UPDATE agent_order SET state = 'WITHDRAWN' WHERE id = :id")
                .param("id", id)
                .update();
        jdbc.sql("DELETE FROM agent_account WHERE order_id = :id")
                .param("id", id)
                .update();
    }

    /** Removes it with what belongs to it. */
    void remove(long id) {
        jdbc.sql("DELETE FROM agent_order WHERE id = :id").param("id", id).update();
    }

    /** Removes what was called back before the instant; until then late results are only a row too many. */
    void forget(Instant before) {
        jdbc.sql("DELETE FROM agent_order WHERE state = 'WITHDRAWN' AND created_at < :before")
                .param("before", AgentStore.utc(before))
                .update();
    }

    /** All that are there, of orders of a kind. */
    List<Result> results(OrderKind kind, Collection<Long> orderIds) {
        if (orderIds.isEmpty()) {
            return List.of();
        }
        return jdbc
                .sql("""
                        SELECT r.order_id, r.item, r.body FROM agent_result r JOIN agent_order o ON o.id = r.order_id
                        WHERE o.kind = :kind AND r.order_id >= :least AND r.order_id <= :most""")
                .param("kind", kind.name())
                .param("least", java.util.Collections.min(orderIds))
                .param("most", java.util.Collections.max(orderIds))
                .query((row, n) -> new Result(new ResultKey(row.getLong(1), row.getString(2)), row.getString(3)))
                .list()
                .stream()
                .filter(r -> orderIds.contains(r.key().orderId()))
                .toList();
    }

    /** Those that were not taken yet. Of orders whose results stay there may be thousands: only what is new is read whole. */
    List<Result> results(Collection<Long> orderIds, Set<ResultKey> taken) {
        return orderIds.stream()
                .flatMap(order -> jdbc
                        .sql("SELECT item FROM agent_result WHERE order_id = :order")
                        .param("order", order)
                        .query(String.class)
                        .list()
                        .stream()
                        .map(item -> new ResultKey(order, item)))
                .filter(key -> !taken.contains(key))
                .flatMap(key -> jdbc
                        .sql("SELECT body FROM agent_result WHERE order_id = :order AND item = :item")
                        .param("order", key.orderId())
                        .param("item", key.item())
                        .query((row, n) -> new Result(key, row.getString(1)))
                        .list()
                        .stream())
                .toList();
    }

    void removeResult(ResultKey result) {
        jdbc.sql("DELETE FROM agent_result WHERE order_id = :order AND item = :item")
                .param("order", result.orderId())
                .param("item", result.item())
                .update();
    }

    /** Seals an order's accounts for an agent, unless that was done before. */
    void seal(long orderId, long agentId, byte[] sealed) {
        jdbc.sql("""
                        INSERT INTO agent_account (order_id, agent_id, sealed)
                        SELECT o.id, CAST(:agent AS BIGINT), CAST(:sealed AS VARBINARY(MAX)) FROM agent_order o
                        WHERE o.id = :order AND NOT EXISTS (SELECT 1 FROM agent_account a
                            WHERE a.order_id = o.id AND a.agent_id = :agent)""")
                .param("agent", agentId)
                .param("sealed", sealed)
                .param("order", orderId)
                .update();
    }

    private static Set<Long> ids(String text) {
        return Arrays.stream(text.split(","))
                .filter(t -> !t.isBlank())
                .map(Long::valueOf)
                .collect(Collectors.toSet());
    }
}
