package org.godwit.agent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.godwit.agent.wire.Protocol;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Agents, their places and their enrolment tokens. */
@Component
class AgentStore {

    private final JdbcClient jdbc;

    AgentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An unused token. */
    record Enrolment(String location, String createdBy, Instant expiresAt) {}

    /** Who an order may be sealed for. */
    record Recipient(long id, String name, byte[] publicKey) {}

    void saveLocation(AgentLocation location) {
        int changed = jdbc.sql("""
                        UPDATE agent_location SET server_may_help = :help, megabytes_per_second = :limit,
                            points_at_a_time = :points WHERE name = :name""")
                .param("help", location.serverMayHelp())
                .param("limit", location.megabytesPerSecond())
                .param("points", location.pointsAtATime())
                .param("name", location.name())
                .update();
        if (changed == 0) {
            jdbc.sql("""
                            INSERT INTO agent_location (name, server_may_help, megabytes_per_second, points_at_a_time)
                            VALUES (:name, :help, :limit, :points)""")
                    .param("help", location.serverMayHelp())
                    .param("limit", location.megabytesPerSecond())
                    .param("points", location.pointsAtATime())
                    .param("name", location.name())
                    .update();
        }
        savePoints("agent_location_point", "distribution_point_id", location.name(), location.distributionPoints());
        savePoints("agent_location_source", "source_point_id", location.name(), location.sourcePoints());
    }

    private void savePoints(String table, String column, String name, List<Long> points) {
        jdbc.sql("DELETE FROM " + table + " WHERE location = :name")
                .param("name", name)
                .update();
        for (long point : points) {
            jdbc.sql("DELETE FROM " + table + " WHERE " + column + " = :point")
                    .param("point", point)
                    .update();
            jdbc.sql("INSERT INTO " + table + " (" + column + ", location) VALUES (:point, :name)")
                    .param("point", point)
                    .param("name", name)
                    .update();
        }
    }

    private Map<String, List<Long>> points(String table, String column) {
        Map<String, List<Long>> points = new HashMap<>();
        jdbc.sql("SELECT " + column + ", location FROM " + table + " ORDER BY " + column)
                .query(row -> {
                    points.computeIfAbsent(row.getString(2), name -> new java.util.ArrayList<>())
                            .add(row.getLong(1));
                });
        return points;
    }

    List<AgentLocation> locations() {
        Map<String, List<Long>> points = points("agent_location_point", "distribution_point_id");
        Map<String, List<Long>> sources = points("agent_location_source", "source_point_id");
        return jdbc.sql("SELECT * FROM agent_location ORDER BY name")
                .query((row, n) -> location(
                        row,
                        points.getOrDefault(row.getString("name"), List.of()),
                        sources.getOrDefault(row.getString("name"), List.of())))
                .list();
    }

    Optional<AgentLocation> location(String name) {
        List<Long> points = points("agent_location_point", "distribution_point_id", name);
        List<Long> sources = points("agent_location_source", "source_point_id", name);
        return jdbc.sql("SELECT * FROM agent_location WHERE name = :name")
                .param("name", name)
                .query((row, n) -> location(row, points, sources))
                .optional();
    }

    private static AgentLocation location(ResultSet row, List<Long> points, List<Long> sources) throws SQLException {
        return new AgentLocation(
                row.getString("name"),
                points,
                sources,
                row.getBoolean("server_may_help"),
                row.getInt("megabytes_per_second"),
                row.getInt("points_at_a_time"));
    }

    private List<Long> points(String table, String column, String location) {
        return jdbc.sql("SELECT " + column + " FROM " + table + " WHERE location = :name ORDER BY " + column)
                .param("name", location)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** The place whose agents are near a source point. */
    Optional<String> placeOfSource(long sourcePointId) {
        return jdbc.sql("SELECT location FROM agent_location_source WHERE source_point_id = :point")
                .param("point", sourcePointId)
                .query(String.class)
                .optional();
    }

    /** Whether any place is near a source point. */
    boolean anyNearSources() {
        return jdbc.sql("SELECT COUNT(*) FROM agent_location_source")
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** The place whose agents serve a point. */
    Optional<String> placeOf(long pointId) {
        return jdbc.sql("SELECT location FROM agent_location_point WHERE distribution_point_id = :point")
                .param("point", pointId)
                .query(String.class)
                .optional();
    }

    void invite(String tokenHash, String location, String by, Instant now, Instant expiresAt) {
        jdbc.sql("""
                        INSERT INTO agent_enrolment (token_hash, location, created_by, created_at, expires_at)
                        VALUES (:hash, :location, :by, :now, :expires)""")
                .param("hash", tokenHash)
                .param("location", location)
                .param("by", by)
                .param("now", utc(now))
                .param("expires", utc(expiresAt))
                .update();
    }

    Optional<Enrolment> enrolment(String tokenHash) {
        return jdbc.sql("SELECT * FROM agent_enrolment WHERE token_hash = :hash AND agent_id IS NULL")
                .param("hash", tokenHash)
                .query((row, n) -> new Enrolment(
                        row.getString("location"),
                        row.getString("created_by"),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** @return false if somebody was faster */
    boolean use(String tokenHash, long agentId) {
        return jdbc.sql("UPDATE agent_enrolment SET agent_id = :agent WHERE token_hash = :hash AND agent_id IS NULL")
                        .param("agent", agentId)
                        .param("hash", tokenHash)
                        .update()
                == 1;
    }

    long add(String name, String location, byte[] publicKey, String databaseUser, String by, Instant now) {
        jdbc.sql("""
                        INSERT INTO agent (name, location, public_key, database_user, enrolled_at, enrolled_by)
                        VALUES (:name, :location, :key, :user, :now, :by)""")
                .param("name", name)
                .param("location", location)
                .param("key", publicKey)
                .param("user", databaseUser)
                .param("now", utc(now))
                .param("by", by)
                .update();
        return jdbc.sql("SELECT MAX(id) FROM agent WHERE database_user = :user")
                .param("user", databaseUser)
                .query(Long.class)
                .single();
    }

    /** Its row is made here, because an agent may only change it. */
    void addBeat(long agentId, String version, int protocol, Instant now) {
        jdbc.sql("""
                        INSERT INTO agent_beat (agent_id, at, godwit_version, protocol, running, bytes_done,
                            bytes_per_second, in_maintenance)
                        VALUES (:agent, :now, :version, :protocol, 0, 0, 0, 0)""")
                .param("agent", agentId)
                .param("now", utc(now))
                .param("version", version)
                .param("protocol", protocol)
                .update();
    }

    void maintenance(long agentId, boolean on) {
        jdbc.sql("UPDATE agent_beat SET in_maintenance = :on WHERE agent_id = :agent")
                .param("on", on)
                .param("agent", agentId)
                .update();
    }

    void revoke(long agentId, Instant now) {
        jdbc.sql("UPDATE agent SET revoked_at = :now WHERE id = :agent")
                .param("now", utc(now))
                .param("agent", agentId)
                .update();
        jdbc.sql("DELETE FROM agent_beat WHERE agent_id = :agent")
                .param("agent", agentId)
                .update();
        jdbc.sql("DELETE FROM agent_account WHERE agent_id = :agent")
                .param("agent", agentId)
                .update();
    }

    Optional<String> databaseUser(long agentId) {
        return jdbc.sql("SELECT database_user FROM agent WHERE id = :agent")
                .param("agent", agentId)
                .query(String.class)
                .optional();
    }

    /** @param missed how long after its last heartbeat an agent counts as gone */
    List<Agent> all(Instant now, Duration missed) {
        return jdbc.sql("""
                        SELECT a.id, a.name, a.location, a.enrolled_at, a.enrolled_by, a.revoked_at, b.at, b.godwit_version,
                            b.protocol, b.running, b.bytes_done, b.bytes_per_second, b.said, b.in_maintenance
                        FROM agent a LEFT JOIN agent_beat b ON b.agent_id = a.id ORDER BY a.location, a.name, a.id""").query((row, n) -> agent(row, now.minus(missed))).list();
    }

    /** Agents that can take work of a place at this moment. */
    List<Recipient> available(String location, Instant now, Duration missed) {
        return jdbc.sql("""
                        SELECT a.id, a.name, a.public_key FROM agent a JOIN agent_beat b ON b.agent_id = a.id
                        WHERE a.location = :location AND a.revoked_at IS NULL AND b.in_maintenance = 0
                            AND b.protocol = :protocol AND b.at >= :since
                        ORDER BY a.id""")
                .param("location", location)
                .param("protocol", Protocol.NUMBER)
                .param("since", utc(now.minus(missed)))
                .query((row, n) -> new Recipient(row.getLong(1), row.getString(2), row.getBytes(3)))
                .list();
    }

    /**
     * Divides what a place may take among the agents that are there. An agent learns its part with its next heartbeat.
     *
     * @param there the place's agents that can take work
     */
    void allot(AgentLocation place, List<Recipient> there) {
        long bytes = place.megabytesPerSecond() * 1_000_000L;
        int points = place.pointsAtATime();
        for (int i = 0; i < there.size(); i++) {
            Integer slots = points == 0 ? null : points / there.size() + (i < points % there.size() ? 1 : 0);
            Long rate = bytes == 0 ? null : Math.max(1, bytes / there.size());
            jdbc.sql("""
                            UPDATE agent_beat SET bytes_per_second_allowed = :rate, points_allowed = :slots
                            WHERE agent_id = :agent AND (COALESCE(bytes_per_second_allowed, -1) <> :knownRate
                                OR COALESCE(points_allowed, -1) <> :knownSlots)""")
                    .param("rate", rate, Types.BIGINT)
                    .param("slots", slots, Types.INTEGER)
                    .param("knownRate", rate == null ? -1 : rate)
                    .param("knownSlots", slots == null ? -1 : slots)
                    .param("agent", there.get(i).id())
                    .update();
        }
    }

    private static Agent agent(ResultSet row, Instant aliveSince) throws SQLException {
        OffsetDateTime beat = row.getObject("at", OffsetDateTime.class);
        return new Agent(
                row.getLong("id"),
                row.getString("name"),
                row.getString("location"),
                state(row, beat, aliveSince),
                row.getString("godwit_version"),
                row.getObject("enrolled_at", OffsetDateTime.class).toInstant(),
                row.getString("enrolled_by"),
                beat == null ? null : beat.toInstant(),
                row.getInt("running"),
                row.getLong("bytes_done"),
                row.getLong("bytes_per_second"),
                row.getString("said"));
    }

    private static Agent.State state(ResultSet row, @Nullable OffsetDateTime beat, Instant aliveSince)
            throws SQLException {
        if (row.getObject("revoked_at", OffsetDateTime.class) != null) {
            return Agent.State.REVOKED;
        }
        if (beat == null || Objects.requireNonNull(beat).toInstant().isBefore(aliveSince)) {
            return Agent.State.GONE;
        }
        if (row.getInt("protocol") != Protocol.NUMBER) {
            return Agent.State.UPGRADE_NEEDED;
        }
        return row.getBoolean("in_maintenance") ? Agent.State.MAINTENANCE : Agent.State.AVAILABLE;
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
