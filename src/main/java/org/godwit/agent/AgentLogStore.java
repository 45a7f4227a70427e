package org.godwit.agent;

import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What agents have logged, and what they are at. */
@Component
class AgentLogStore {

    /** Lines kept of each agent. */
    static final int KEPT = 500;

    private final JdbcClient jdbc;

    AgentLogStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest first. */
    List<AgentLogLine> lines(long agentId) {
        return jdbc.sql("""
                        SELECT at, severity, message, correlation_id FROM agent_log WHERE agent_id = :agent
                        ORDER BY id DESC OFFSET 0 ROWS FETCH NEXT :most ROWS ONLY""")
                .param("agent", agentId)
                .param("most", KEPT)
                .query((row, n) -> new AgentLogLine(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4)))
                .list();
    }

    /** Removes all but the newest lines of an agent. */
    void trim(long agentId) {
        jdbc.sql("""
                        SELECT id FROM agent_log WHERE agent_id = :agent
                        ORDER BY id DESC OFFSET :most ROWS FETCH NEXT 1 ROWS ONLY""")
                .param("agent", agentId)
                .param("most", KEPT)
                .query(Long.class)
                .optional()
                .ifPresent(newest -> jdbc.sql("DELETE FROM agent_log WHERE agent_id = :agent AND id <= :newest")
                        .param("agent", agentId)
                        .param("newest", newest)
                        .update());
    }

    /** Orders in an agent's hands. */
    List<AgentWork> work(long agentId) {
        return jdbc.sql("""
                        SELECT id, kind, run_id, distribution_point_id, bytes_done FROM agent_order
                        WHERE agent_id = :agent AND state = 'TAKEN' ORDER BY id""")
                .param("agent", agentId)
                .query((row, n) ->
                        new AgentWork(row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4), row.getLong(5)))
                .list();
    }
}
