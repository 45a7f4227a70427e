package org.godwit.distribution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.godwit.content.PackageResult;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** Runs of distribution jobs, and what each of them brings. */
@Repository
class DistributionRunStore {

    private static final int MAX_REASON = 4000;
    private static final Map<String, String> SORTABLE =
            Map.of("packageId", "i.package_id", "status", "i.status", "bytes", "i.bytes");
    private static final String RUN = """
            SELECT r.*, i.packages, i.published, i.skipped, i.failed, i.files, i.bytes, i.moved
            FROM distribution_run r LEFT JOIN (
                SELECT run_id, COUNT(*) AS packages,
                    SUM(CASE WHEN status = 'COMPLETED' THEN 1 ELSE 0 END) AS published,
                    SUM(CASE WHEN status = 'SKIPPED' THEN 1 ELSE 0 END) AS skipped,
                    SUM(CASE WHEN status = 'FAILED' THEN 1 ELSE 0 END) AS failed,
                    SUM(files) AS files, SUM(bytes) AS bytes, SUM(bytes_moved) AS moved
                FROM distribution_run_item GROUP BY run_id) i ON i.run_id = r.id
            """;
    private static final String ITEM = """
            SELECT i.*, f.name AS from_name, t.name AS to_name FROM distribution_run_item i
            JOIN distribution_point f ON f.id = i.from_point_id
            JOIN distribution_point t ON t.id = i.to_point_id
            """;

    private final JdbcClient jdbc;

    DistributionRunStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long add(long jobId, String requestedBy, Instant now) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO distribution_run (job_id, status, requested_by, unchanged, stop_requested, started_at)
                        VALUES (:job, 'RUNNING', :by, 0, 0, :now)""")
                .param("job", jobId)
                .param("by", requestedBy)
                .param("now", PointStore.utc(now))
                .update(key, "id");
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    /** Adds what a run is to bring; nothing where the run has it already. */
    void add(long runId, PlannedPackage planned) {
        jdbc.sql("""
                        INSERT INTO distribution_run_item (run_id, to_point_id, package_id, from_point_id, status, files,
                            bytes, bytes_moved, reason_code, reason)
                        SELECT CAST(:run AS BIGINT), CAST(:to AS BIGINT), CAST(:package AS NVARCHAR(64)),
                            CAST(:from AS BIGINT), CAST(:status AS NVARCHAR(16)), 0, CAST(:bytes AS BIGINT), 0,
                            CAST(:code AS NVARCHAR(64)), CAST(:reason AS NVARCHAR(4000))
                        WHERE NOT EXISTS (SELECT 1 FROM distribution_run_item
                            WHERE run_id = :run AND to_point_id = :to AND package_id = :package)""")
                .param("run", runId)
                .param("to", planned.to())
                .param("package", planned.packageId())
                .param("from", planned.from().get(0))
                .param(
                        "status",
                        (planned.reason() == null ? ContentTransfer.Status.NOT_STARTED : ContentTransfer.Status.SKIPPED)
                                .name())
                .param("bytes", planned.bytes())
                .param("code", planned.reasonCode())
                .param("reason", planned.reason())
                .update();
    }

    void unchanged(long runId, long packages) {
        jdbc.sql("UPDATE distribution_run SET unchanged = :unchanged WHERE id = :run")
                .param("unchanged", packages)
                .param("run", runId)
                .update();
    }

    void published(long runId, long to, String packageId, long from, PackageResult result) {
        jdbc.sql("""
                        UPDATE distribution_run_item SET status = 'COMPLETED', from_point_id = :from, files = :files,
                            bytes = :bytes, bytes_moved = :moved, reason_code = NULL, reason = NULL
                        WHERE run_id = :run AND to_point_id = :to AND package_id = :package""")
                .param("from", from)
                .param("files", result.files())
                .param("bytes", result.bytes())
                .param("moved", result.bytesMoved())
                .param("run", runId)
                .param("to", to)
                .param("package", packageId)
                .update();
    }

    void status(
            long runId,
            long to,
            String packageId,
            ContentTransfer.Status status,
            @Nullable String code,
            @Nullable String reason) {
        jdbc.sql("""
                        UPDATE distribution_run_item SET status = :status, reason_code = :code, reason = :reason
                        WHERE run_id = :run AND to_point_id = :to AND package_id = :package""")
                .param("status", status.name())
                .param("code", code)
                .param(
                        "reason",
                        reason != null && reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason)
                .param("run", runId)
                .param("to", to)
                .param("package", packageId)
                .update();
    }

    void end(long runId, DistributionRun.Status status, Instant now) {
        jdbc.sql("UPDATE distribution_run SET status = :status, finished_at = :now WHERE id = :run")
                .param("status", status.name())
                .param("now", PointStore.utc(now))
                .param("run", runId)
                .update();
    }

    void requestStop(long jobId) {
        jdbc.sql("UPDATE distribution_run SET stop_requested = 1 WHERE job_id = :job AND finished_at IS NULL")
                .param("job", jobId)
                .update();
    }

    boolean stopRequested(long runId) {
        return jdbc.sql("SELECT COUNT(*) FROM distribution_run WHERE id = :run AND stop_requested = 1")
                        .param("run", runId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    boolean running(long jobId) {
        return jdbc.sql("SELECT COUNT(*) FROM distribution_run WHERE job_id = :job AND finished_at IS NULL")
                        .param("job", jobId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    void removeAll(long jobId) {
        jdbc.sql(
                        "DELETE FROM distribution_run_item WHERE run_id IN (SELECT id FROM distribution_run WHERE job_id = :job)")
                .param("job", jobId)
                .update();
        jdbc.sql("DELETE FROM distribution_run WHERE job_id = :job")
                .param("job", jobId)
                .update();
    }

    /** Removes runs that ended before a time; what they brought stays. */
    int purge(Instant before) {
        jdbc.sql("DELETE FROM distribution_run_item WHERE run_id IN"
                        + " (SELECT id FROM distribution_run WHERE finished_at < :before)")
                .param("before", PointStore.utc(before))
                .update();
        return jdbc.sql("DELETE FROM distribution_run WHERE finished_at < :before")
                .param("before", PointStore.utc(before))
                .update();
    }

    Optional<DistributionRun> find(long runId) {
        return jdbc.sql(RUN + "WHERE r.id = :run")
                .param("run", runId)
                .query(DistributionRunStore::run)
                .optional();
    }

    Optional<DistributionRun> last(long jobId) {
        return jdbc.sql(RUN + "WHERE r.id = (SELECT MAX(id) FROM distribution_run WHERE job_id = :job)")
                .param("job", jobId)
                .query(DistributionRunStore::run)
                .optional();
    }

    Page<DistributionRun> list(long jobId, PageQuery query) {
        long total = jdbc.sql("SELECT COUNT(*) FROM distribution_run WHERE job_id = :job")
                .param("job", jobId)
                .query(Long.class)
                .single();
        List<DistributionRun> runs = jdbc.sql(
                        RUN + "WHERE r.job_id = :job ORDER BY r.id DESC OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .param("job", jobId)
                .param("offset", query.offset())
                .param("size", query.size())
                .query(DistributionRunStore::run)
                .list();
        return new Page<>(runs, query.page(), query.size(), total);
    }

    /** What a run has not brought yet, what failed included. */
    List<DistributionRun.Item> open(long runId) {
        return jdbc.sql(ITEM + "WHERE i.run_id = :run AND i.status NOT IN ('COMPLETED', 'SKIPPED')"
                        + " ORDER BY i.to_point_id, i.package_id")
                .param("run", runId)
                .query(DistributionRunStore::item)
                .list();
    }

    Page<DistributionRun.Item> items(long runId, PageQuery query) {
        long total = jdbc.sql("SELECT COUNT(*) FROM distribution_run_item WHERE run_id = :run")
                .param("run", runId)
                .query(Long.class)
                .single();
        List<DistributionRun.Item> items = jdbc.sql(ITEM + "WHERE i.run_id = :run ORDER BY "
                        + query.orderBy(SORTABLE, "i.package_id, i.to_point_id", "i.to_point_id")
                        + " OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .param("run", runId)
                .param("offset", query.offset())
                .param("size", query.size())
                .query(DistributionRunStore::item)
                .list();
        return new Page<>(items, query.page(), query.size(), total);
    }

    private static DistributionRun.Item item(ResultSet row, int n) throws SQLException {
        return new DistributionRun.Item(
                row.getLong("run_id"),
                row.getString("package_id"),
                row.getLong("from_point_id"),
                row.getString("from_name"),
                row.getLong("to_point_id"),
                row.getString("to_name"),
                ContentTransfer.Status.valueOf(row.getString("status")),
                row.getLong("files"),
                row.getLong("bytes"),
                row.getLong("bytes_moved"),
                row.getString("reason_code"),
                row.getString("reason"));
    }

    private static DistributionRun run(ResultSet row, int n) throws SQLException {
        return new DistributionRun(
                row.getLong("id"),
                row.getLong("job_id"),
                DistributionRun.Status.valueOf(row.getString("status")),
                row.getString("requested_by"),
                row.getLong("unchanged"),
                row.getLong("packages"),
                row.getLong("published"),
                row.getLong("skipped"),
                row.getLong("failed"),
                row.getLong("files"),
                row.getLong("bytes"),
                row.getLong("moved"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                PointStore.instantOrNull(row.getObject("finished_at", OffsetDateTime.class)));
    }
}
