package org.godwit.wave;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    long insert(NewWavePlan request, Duration pause, List<Cut> cuts, String createdBy, Instant at) {
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

    List<Long> running() {
        return jdbc.sql("SELECT id FROM wave_plan WHERE status = :status ORDER BY id")
                .param("status", Status.RUNNING.name())
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** @param hierarchies of which; null for all, never empty */
    List<Plan> list(@Nullable Set<Long> hierarchies, long offset, int size) {
        return jdbc.sql("SELECT " + PLAN + " FROM wave_plan" + of(hierarchies)
                        + " ORDER BY id DESC OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .param("hierarchies", hierarchies == null ? Set.of() : hierarchies)
                .param("offset", offset)
                .param("size", size)
                .query((row, n) -> plan(row))
                .list();
    }

    long count(@Nullable Set<Long> hierarchies) {
        return jdbc.sql("SELECT COUNT(*) FROM wave_plan" + of(hierarchies))
                .param("hierarchies", hierarchies == null ? Set.of() : hierarchies)
                .query(Long.class)
                .single();
    }

    private static String of(@Nullable Set<Long> hierarchies) {
        return hierarchies == null ? "" : " WHERE hierarchy_id IN (:hierarchies)";
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
