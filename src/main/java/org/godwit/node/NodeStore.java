package org.godwit.node;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.godwit.schedule.Workload;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of server nodes. */
@Component
class NodeStore {

    /** What a node says of itself with one heartbeat. */
    record Beat(
            Workload work,
            String host,
            String version,
            Instant startedAt,
            Instant at,
            @Nullable Double cpuLoad,
            long heapUsed,
            long heapMax) {}

    private final JdbcClient jdbc;

    NodeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Only the node itself writes its row, so updating first and inserting then needs no lock. */
    void beat(Beat beat) {
        int updated = set(jdbc.sql("""
                        UPDATE server_node SET last_heartbeat = :at, threads = :threads, running = :running,
                            cpu_load = :cpu, heap_used = :heapUsed, heap_max = :heapMax
                        WHERE name = :name"""), beat).update();
        if (updated == 0) {
            set(jdbc.sql("""
                            INSERT INTO server_node (name, host, godwit_version, started_at, last_heartbeat, threads,
                                running, cpu_load, heap_used, heap_max)
                            VALUES (:name, :host, :version, :startedAt, :at, :threads, :running, :cpu, :heapUsed, :heapMax)"""), beat)
                    .param("host", beat.host())
                    .param("version", beat.version())
                    .param("startedAt", utc(beat.startedAt()))
                    .update();
        }
    }

    private static JdbcClient.StatementSpec set(JdbcClient.StatementSpec statement, Beat beat) {
        return statement
                .param("name", beat.work().node())
                .param("at", utc(beat.at()))
                .param("threads", beat.work().threads())
                .param("running", beat.work().running())
                .param("cpu", beat.cpuLoad(), Types.DOUBLE)
                .param("heapUsed", beat.heapUsed())
                .param("heapMax", beat.heapMax());
    }

    void remove(String name) {
        jdbc.sql("DELETE FROM server_node WHERE name = :name")
                .param("name", name)
                .update();
    }

    /** Removes nodes that were last heard of before the instant. */
    void forget(Instant before) {
        jdbc.sql("DELETE FROM server_node WHERE last_heartbeat < :before")
                .param("before", utc(before))
                .update();
    }

    /** @param aliveSince nodes last heard of before are gone */
    List<ServerNode> all(Instant aliveSince) {
        return jdbc.sql("SELECT * FROM server_node ORDER BY started_at DESC, name")
                .query((row, n) -> node(row, aliveSince))
                .list();
    }

    private static ServerNode node(ResultSet row, Instant aliveSince) throws SQLException {
        Instant beat = row.getObject("last_heartbeat", OffsetDateTime.class).toInstant();
        double cpu = row.getDouble("cpu_load");
        Double cpuLoad = row.wasNull() ? null : cpu;
        return new ServerNode(
                row.getString("name"),
                row.getString("host"),
                row.getString("godwit_version"),
                beat.isBefore(aliveSince) ? ServerNode.State.GONE : ServerNode.State.ALIVE,
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                beat,
                row.getInt("threads"),
                row.getInt("running"),
                cpuLoad,
                row.getLong("heap_used"),
                row.getLong("heap_max"),
                List.of());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
