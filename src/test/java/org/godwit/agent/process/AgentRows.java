package org.godwit.agent.process;

import java.time.Instant;
import java.time.ZoneOffset;
import org.godwit.agent.wire.Protocol;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database knows of a location's agents, written and removed as a test needs it. */
public final class AgentRows {

    private AgentRows() {}

    /**
     * The only agent of a location.
     *
     * @param publicKey X.509 encoding
     * @param heardOf when it said that it lives
     * @return its id
     */
    public static long enrol(JdbcClient jdbc, String location, byte[] publicKey, Instant heardOf) {
        jdbc.sql("""
                        INSERT INTO agent (name, location, public_key, database_user, enrolled_at, enrolled_by)
                        VALUES (:location, :location, :key, 'nobody', :now, 'test')""")
                .param("location", location)
                .param("key", publicKey)
                .param("now", heardOf.atOffset(ZoneOffset.UTC))
                .update();
        long id = jdbc.sql("SELECT id FROM agent WHERE location = :location")
                .param("location", location)
                .query(Long.class)
                .single();
        jdbc.sql("""
                        INSERT INTO agent_beat (agent_id, at, godwit_version, protocol, running, bytes_done, bytes_per_second,
                            in_maintenance)
                        VALUES (:agent, :now, '1', :protocol, 0, 0, 0, 0)""")
                .param("agent", id)
                .param("now", heardOf.atOffset(ZoneOffset.UTC))
                .param("protocol", Protocol.NUMBER)
                .update();
        return id;
    }

    /** Removes a location with its agents and all they had to do. */
    public static void forget(JdbcClient jdbc, String location) {
        jdbc.sql("DELETE FROM agent_scheduled_tasks WHERE task_name = ?")
                .param(Protocol.task(location).getTaskName())
                .update();
        jdbc.sql("DELETE FROM agent_order WHERE location = ?").param(location).update();
        for (String table : new String[] {"agent_log", "agent_beat"}) {
            jdbc.sql("DELETE FROM " + table + " WHERE agent_id IN (SELECT id FROM agent WHERE location = ?)")
                    .param(location)
                    .update();
        }
        for (String table : new String[] {"agent", "agent_location_point", "agent_location_source"}) {
            jdbc.sql("DELETE FROM " + table + " WHERE location = ?")
                    .param(location)
                    .update();
        }
        jdbc.sql("DELETE FROM agent_location WHERE name = ?").param(location).update();
    }
}
