package org.godwit.wave;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.client.ClientLists.Cut;
import org.godwit.wave.WavePlan.Status;
import org.godwit.wave.WavePlan.Wave;
import org.godwit.wave.WavePlan.WaveStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The tables {@code wave_plan} and {@code wave}. */
@Repository
class WaveStore {

    private static final String PLAN =
            "id, name, hierarchy_id, created_by, created_at, pause_seconds, status, held_because, next_at";

    private final JdbcClient jdbc;

    WaveStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A plan without its waves. */
    record Plan(
            long id,
            String name,
            long hierarchyId,
            String createdBy,
            Instant createdAt,
            Duration pause,
            Status status,
            @Nullable String heldBecause,
            @Nullable Instant nextAt) {}

    long insert(NewWavePlan request, Duration pause, List<Cut> cuts, Set<String> scopes, String createdBy, Instant at) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO wave_plan (name, hierarchy_id, created_by, created_at, pause_seconds, status)"
                        + " VALUES (:name, :hierarchy, :by, :at, :pause, :status)")
                .param("name", request.name().strip())
                .param("hierarchy", request.sourceHierarchyId())
                .param("by", createdBy)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("pause", pause.toSeconds())
                .param("status", Status.READY.name())
                .update(key, "id");
        long id =
                Objects.requireNonNull(key.getKey(), "an identity is generated").longValue();
        for (String scope : scopes) {
            jdbc.sql("INSERT INTO wave_plan_scope (plan_id, scope_name) VALUES (:plan, :scope)")
                    .param("plan", id)
                    .param("scope", scope)
                    .update();
        }
        int number = 1;
        for (Cut cut : cuts) {
            jdbc.sql("INSERT INTO wave (plan_id, wave_number, list_id, clients, blocked, status)"
                            + " VALUES (:plan, :number, :list, :clients, :blocked, :status)")
                    .param("plan", id)
                    .param("number", number++)
                    .param("list", cut.listId())
                    .param("clients", cut.clients())
                    .param("blocked", cut.blocked())
                    .param("status", WaveStatus.WAITING.name())
                    .update();
        }
        return id;
    }

    /** Whether the plan runs; if so, nobody else steps or changes it until the transaction ends. */
    boolean claim(long id) {
        return jdbc.sql("UPDATE wave_plan SET status = status WHERE id = :id AND status = :status")
                        .param("id", id)
                        .param("status", Status.RUNNING.name())
                        .update()
                == 1;
    }

    /** Nobody else steps or changes the plan until the transaction ends. */
    void lock(long id) {
        jdbc.sql("UPDATE wave_plan SET status = status WHERE id = :id")
                .param("id", id)
                .update();
    }

    void setPlan(long id, Status status, @Nullable String heldBecause, @Nullable Instant nextAt) {
        jdbc.sql("UPDATE wave_plan SET status = :status, held_because = :why, next_at = :next WHERE id = :id")
                .param("status", status.name())
                .param("why", heldBecause, Types.NVARCHAR)
                .param("next", nextAt == null ? null : nextAt.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", id)
                .update();
    }

    void begun(long waveId, long jobId, Instant at) {
        jdbc.sql("UPDATE wave SET status = :status, job_id = :job, started_at = :at, finished_at = NULL WHERE id = :id")
                .param("status", WaveStatus.RUNNING.name())
                .param("job", jobId)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", waveId)
                .update();
    }

    void ended(long waveId, WaveStatus status, Instant at) {
        jdbc.sql("UPDATE wave SET status = :status, finished_at = :at WHERE id = :id")
                .param("status", status.name())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", waveId)
                .update();
    }

    Optional<Plan> find(long id) {
        return jdbc.sql("SELECT " + PLAN + " FROM wave_plan WHERE id = :id")
                .param("id", id)
                .query((row, n) -> plan(row))
                .optional();
    }

    /** Name of the plan one of whose waves has this job. */
    Optional<String> nameOfPlanWith(long jobId) {
        return jdbc
                .sql("SELECT p.name FROM wave_plan p JOIN wave w ON w.plan_id = p.id WHERE w.job_id = :job")
                .param("job", jobId)
                .query((row, n) -> row.getString("name"))
                .list()
                .stream()
                .findFirst();
    }

    List<Long> running() {
        return jdbc.sql("SELECT id FROM wave_plan WHERE status = :status ORDER BY id")
                .param("status", Status.RUNNING.name())
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /**
     * Newest first.
     *
     * @param hierarchies of which; null for all, never empty
     * @param scopes names of scopes to look in; null for all
     */
    List<Plan> list(@Nullable Set<Long> hierarchies, @Nullable Set<String> scopes, long offset, int size) {
        return within(
                        hierarchies,
                        scopes,
                        "SELECT " + PLAN + " FROM wave_plan p",
                        " ORDER BY id DESC OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .param("offset", offset)
                .param("size", size)
                .query((row, n) -> plan(row))
                .list();
    }

    long count(@Nullable Set<Long> hierarchies, @Nullable Set<String> scopes) {
        return within(hierarchies, scopes, "SELECT COUNT(*) FROM wave_plan p", "")
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec within(
            @Nullable Set<Long> hierarchies, @Nullable Set<String> scopes, String select, String rest) {
        List<String> conditions = new ArrayList<>();
        if (hierarchies != null) {
            conditions.add("p.hierarchy_id IN (:hierarchies)");
        }
        if (scopes != null) {
            conditions.add(
                    scopes.isEmpty()
                            ? "1 = 0"
                            : "EXISTS (SELECT 1 FROM wave_plan_scope s WHERE s.plan_id = p.id"
                                    + " AND s.scope_name IN (:scopes))");
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return jdbc.sql(select + where + rest)
                .param("hierarchies", hierarchies == null ? Set.of() : hierarchies)
                .param("scopes", scopes == null ? Set.of() : scopes);
    }

    Set<String> scopes(long planId) {
        return new TreeSet<>(jdbc.sql("SELECT scope_name FROM wave_plan_scope WHERE plan_id = :plan")
                .param("plan", planId)
                .query((row, n) -> row.getString(1))
                .list());
    }

    /** With its waves. */
    void delete(long planId) {
        jdbc.sql("DELETE FROM wave_plan WHERE id = :id").param("id", planId).update();
    }

    List<Wave> waves(long planId) {
        return jdbc.sql("SELECT id, wave_number, list_id, clients, blocked, status, job_id, started_at, finished_at"
                        + " FROM wave WHERE plan_id = :plan ORDER BY wave_number")
                .param("plan", planId)
                .query((row, n) -> new Wave(
                        row.getLong(1),
                        row.getInt(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        WaveStatus.valueOf(row.getString(6)),
                        row.getObject(7, Long.class),
                        instant(row, 8),
                        instant(row, 9)))
                .list();
    }

    private static Plan plan(ResultSet row) throws SQLException {
        return new Plan(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                Duration.ofSeconds(row.getLong(6)),
                Status.valueOf(row.getString(7)),
                row.getString(8),
                instant(row, 9));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
