package org.godwit.distribution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.godwit.distribution.Takeover.Status;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reassignments: one row per source point of a run. */
@Repository
class TakeoverStore {

    private static final int MAX_MESSAGE = 4000;
    private static final Map<String, String> SORTABLE =
            Map.of("id", "t.id", "status", "t.status", "serverName", "s.server_name", "startedAt", "t.started_at");
    private static final String SELECT = """
            SELECT t.*, s.server_name FROM takeover t
            JOIN source_distribution_point s ON s.id = t.source_point_id
            """;

    private final JdbcClient jdbc;

    TakeoverStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds the points that the run does not have yet. */
    void add(DistributionPointTakeover.Run run, Instant now) {
        for (long sourcePointId : run.selection().sourcePointIds()) {
            TakeoverStep pause = run.selection().pauseBefore();
            jdbc.sql("""
                            INSERT INTO takeover (job_id, run_id, hierarchy_id, source_point_id, site_code, pause_before,
                                status, packages, files, bytes, packages_missing, bytes_moved, abort_requested, started_at)
                            SELECT CAST(:job AS BIGINT), CAST(:run AS BIGINT), CAST(:hierarchy AS BIGINT), p.id,
                                CAST(:site AS NVARCHAR(3)), CAST(:pause AS NVARCHAR(32)), 'NOT_STARTED', 0, 0, 0, 0, 0, 0,
                                CAST(:now AS DATETIMEOFFSET(7))
                            FROM source_distribution_point p
                            WHERE p.id = :point AND p.hierarchy_id = :hierarchy AND NOT EXISTS (
                                SELECT 1 FROM takeover WHERE run_id = :run AND source_point_id = :point)""")
                    .param("job", run.jobId())
                    .param("run", run.runId())
                    .param("hierarchy", run.hierarchyId())
                    .param("site", run.selection().siteCode())
                    .param("pause", pause == null ? null : pause.name(), Types.NVARCHAR)
                    .param("now", PointStore.utc(now))
                    .param("point", sourcePointId)
                    .update();
        }
    }

    /** Makes what earlier runs of the job began, and nobody executes or has taken back, part of this run. */
    void takeAlong(DistributionPointTakeover.Run run) {
        for (long sourcePointId : run.selection().sourcePointIds()) {
            jdbc.sql("""
                            UPDATE takeover SET run_id = :run
                            WHERE status IN ('FAILED', 'STOPPED', 'PAUSED', 'WAITING_FOR_SOURCE', 'COMPLETED')
                                AND id = (SELECT MAX(t.id) FROM takeover t
                                    WHERE t.job_id = :job AND t.hierarchy_id = :hierarchy AND t.source_point_id = :point)""")
                    .param("run", run.runId())
                    .param("job", run.jobId())
                    .param("hierarchy", run.hierarchyId())
                    .param("point", sourcePointId)
                    .update();
        }
    }

    List<Takeover> ofRun(long runId) {
        return jdbc.sql(SELECT + "WHERE t.run_id = :run ORDER BY t.id")
                .param("run", runId)
                .query(TakeoverStore::takeover)
                .list();
    }

    /** Those of a hierarchy that wait for the source's administrator. */
    List<Takeover> waiting(long hierarchyId) {
        return jdbc.sql(SELECT + "WHERE t.hierarchy_id = :hierarchy AND t.status = 'WAITING_FOR_SOURCE' ORDER BY t.id")
                .param("hierarchy", hierarchyId)
                .query(TakeoverStore::takeover)
                .list();
    }

    Optional<Takeover> find(long id) {
        return jdbc.sql(SELECT + "WHERE t.id = :id")
                .param("id", id)
                .query(TakeoverStore::takeover)
                .optional();
    }

    /** @param hierarchies of which; null for all, never empty */
    Page<Takeover> list(@Nullable Set<Long> hierarchies, PageQuery query) {
        String where = hierarchies == null ? "" : "WHERE t.hierarchy_id IN (:hierarchies) ";
        Set<Long> ids = hierarchies == null ? Set.of() : hierarchies;
        long total = jdbc.sql("SELECT COUNT(*) FROM takeover t " + where)
                .param("hierarchies", ids)
                .query(Long.class)
                .single();
        List<Takeover> items = jdbc.sql(SELECT + where + "ORDER BY " + query.orderBy(SORTABLE, "t.id DESC", "t.id")
                        + " OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .param("hierarchies", ids)
                .param("offset", query.offset())
                .param("size", query.size())
                .query(TakeoverStore::takeover)
                .list();
        return new Page<>(items, query.page(), query.size(), total);
    }

    boolean abortRequested(long id) {
        return jdbc.sql("SELECT abort_requested FROM takeover WHERE id = :id")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    void requestAbort(long id) {
        set(id, "abort_requested = 1");
    }

    void begin(long id) {
        set(id, "status = 'RUNNING', failure_code = NULL, failure_message = NULL, finished_at = NULL");
    }

    void carryOn(long id) {
        set(id, "status = 'NOT_STARTED', pause_before = NULL");
    }

    void status(long id, Status status) {
        set(id, "status = '" + status.name() + "'");
    }

    void point(long id, long pointId) {
        jdbc.sql("UPDATE takeover SET distribution_point_id = :point WHERE id = :id")
                .param("point", pointId)
                .param("id", id)
                .update();
    }

    void done(long id, TakeoverStep step) {
        set(id, "last_done = '" + step.name() + "'");
    }

    void found(long id, long packages, long files, long bytes, long missing) {
        jdbc.sql("""
                        UPDATE takeover SET packages = :packages, files = :files, bytes = :bytes,
                            packages_missing = :missing WHERE id = :id""")
                .param("packages", packages)
                .param("files", files)
                .param("bytes", bytes)
                .param("missing", missing)
                .param("id", id)
                .update();
    }

    void moved(long id, long bytes) {
        jdbc.sql("UPDATE takeover SET bytes_moved = :bytes WHERE id = :id")
                .param("bytes", bytes)
                .param("id", id)
                .update();
    }

    void failed(long id, String code, String message, Instant now) {
        jdbc.sql("""
                        UPDATE takeover SET status = 'FAILED', failure_code = :code, failure_message = :message,
                            finished_at = :now WHERE id = :id""")
                .param("code", code)
                .param("message", message.substring(0, Math.min(message.length(), MAX_MESSAGE)))
                .param("now", PointStore.utc(now))
                .param("id", id)
                .update();
    }

    void ended(long id, Status status, Instant now) {
        jdbc.sql("UPDATE takeover SET status = :status, finished_at = :now WHERE id = :id")
                .param("status", status.name())
                .param("now", PointStore.utc(now))
                .param("id", id)
                .update();
    }

    private void set(long id, String assignments) {
        jdbc.sql("UPDATE takeover SET " + assignments + " WHERE id = :id")
                .param("id", id)
                .update();
    }

    private static @Nullable TakeoverStep step(@Nullable String name) {
        return name == null ? null : TakeoverStep.valueOf(name);
    }

    private static Takeover takeover(ResultSet row, int n) throws SQLException {
        long point = row.getLong("distribution_point_id");
        return new Takeover(
                row.getLong("id"),
                row.getLong("job_id"),
                row.getLong("run_id"),
                row.getLong("hierarchy_id"),
                row.getLong("source_point_id"),
                row.getString("server_name"),
                point == 0 ? null : point,
                row.getString("site_code"),
                step(row.getString("pause_before")),
                step(row.getString("last_done")),
                Status.valueOf(row.getString("status")),
                row.getLong("packages"),
                row.getLong("files"),
                row.getLong("bytes"),
                row.getLong("packages_missing"),
                row.getLong("bytes_moved"),
                row.getString("failure_code"),
                row.getString("failure_message"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                PointStore.instantOrNull(row.getObject("finished_at", OffsetDateTime.class)));
    }
}
