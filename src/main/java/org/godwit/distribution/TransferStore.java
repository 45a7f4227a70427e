package org.godwit.distribution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.content.PackageResult;
import org.godwit.distribution.ContentTransfer.Status;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Transfers: one row per package and destination point of a run. */
@Repository
class TransferStore {

    private static final int MAX_MESSAGE = 4000;
    private static final Map<String, String> SORTABLE = Map.of(
            "id", "t.id",
            "packageId", "t.package_id",
            "status", "t.status",
            "bytes", "t.bytes",
            "startedAt", "t.started_at");
    private static final String SELECT = """
            SELECT t.*, p.name AS point_name, s.server_name AS source_name
            FROM content_transfer t
            JOIN distribution_point p ON p.id = t.distribution_point_id
            LEFT JOIN source_distribution_point s ON s.id = t.source_distribution_point_id
            """;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;

    TransferStore(JdbcClient jdbc, NamedParameterJdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    record Pair(String packageId, long pointId) {}

    /** Adds the pairs that the run does not have yet. */
    void add(ContentMigration.Run run, Collection<Pair> pairs) {
        SqlParameterSource[] rows = pairs.stream()
                .map(pair -> new MapSqlParameterSource()
                        .addValue("job", run.jobId())
                        .addValue("run", run.runId())
                        .addValue("hierarchy", run.hierarchyId())
                        .addValue("package", pair.packageId())
                        .addValue("point", pair.pointId()))
                .toArray(SqlParameterSource[]::new);
        batches.batchUpdate("""
                INSERT INTO content_transfer (job_id, run_id, hierarchy_id, package_id, distribution_point_id, status,
                    attempts, files, bytes, bytes_moved, bytes_saved)
                SELECT CAST(:job AS BIGINT), CAST(:run AS BIGINT), CAST(:hierarchy AS BIGINT),
                    CAST(:package AS NVARCHAR(64)), CAST(:point AS BIGINT), 'NOT_STARTED', 0, 0, 0, 0, 0
                WHERE NOT EXISTS (SELECT 1 FROM content_transfer
                    WHERE run_id = :run AND package_id = :package AND distribution_point_id = :point)""", rows);
    }

    List<ContentTransfer> ofRun(long runId) {
        return jdbc.sql(SELECT + "WHERE t.run_id = :run ORDER BY t.id")
                .param("run", runId)
                .query(TransferStore::transfer)
                .list();
    }

    Optional<ContentTransfer> find(long id) {
        return jdbc.sql(SELECT + "WHERE t.id = :id")
                .param("id", id)
                .query(TransferStore::transfer)
                .optional();
    }

    /** @param scopes to whose points; null for all */
    Page<ContentTransfer> list(TransferFilter filter, @Nullable Set<String> scopes, PageQuery query) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("scopes", scopes == null ? Set.of() : scopes);
        List<String> conditions = new ArrayList<>();
        if (filter.status() != null) {
            conditions.add("t.status = :status");
            values.put("status", filter.status().name());
        }
        if (filter.distributionPointId() != null) {
            conditions.add("t.distribution_point_id = :point");
            values.put("point", filter.distributionPointId());
        }
        if (filter.jobId() != null) {
            conditions.add("t.job_id = :job");
            values.put("job", filter.jobId());
        }
        String where = "WHERE 1 = 1 "
                + conditions.stream().map(condition -> "AND " + condition + " ").collect(Collectors.joining())
                + inScopes(scopes);
        long total = jdbc.sql("SELECT COUNT(*) FROM content_transfer t " + where)
                .params(values)
                .query(Long.class)
                .single();
        List<ContentTransfer> items = jdbc.sql(SELECT + where + "ORDER BY "
                        + query.orderBy(SORTABLE, "t.id DESC", "t.id")
                        + " OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .params(values)
                .param("offset", query.offset())
                .param("size", query.size())
                .query(TransferStore::transfer)
                .list();
        return new Page<>(items, query.page(), query.size(), total);
    }

    private static String inScopes(@Nullable Set<String> scopes) {
        if (scopes == null) {
            return "";
        }
        return scopes.isEmpty()
                ? "AND 1 = 0 "
                : "AND EXISTS (SELECT 1 FROM distribution_point_scope s WHERE s.distribution_point_id"
                        + " = t.distribution_point_id AND s.scope_name IN (:scopes)) ";
    }

    void begin(long id, @Nullable Long sourcePointId, Instant now) {
        jdbc.sql("""
                        UPDATE content_transfer SET status = 'RUNNING', attempts = attempts + 1, started_at = :now,
                            finished_at = NULL, failure_code = NULL, failure_message = NULL,
                            source_distribution_point_id = :source
                        WHERE id = :id""")
                .param("now", PointStore.utc(now))
                .param("source", sourcePointId, Types.BIGINT)
                .param("id", id)
                .update();
    }

    void done(long id, PackageResult result, Instant now) {
        jdbc.sql("""
                        UPDATE content_transfer SET status = :status, files = :files, bytes = :bytes,
                            bytes_moved = :moved, bytes_saved = :saved, finished_at = :now
                        WHERE id = :id""")
                .param("status", (result.alreadyThere() ? Status.SKIPPED : Status.COMPLETED).name())
                .param("files", result.files())
                .param("bytes", result.bytes())
                .param("moved", result.bytesMoved())
                .param("saved", result.bytesSaved())
                .param("now", PointStore.utc(now))
                .param("id", id)
                .update();
    }

    void failed(long id, String code, String message, Instant now) {
        String text = message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
        jdbc.sql("""
                        UPDATE content_transfer SET status = 'FAILED', failure_code = :code, failure_message = :message,
                            finished_at = :now
                        WHERE id = :id""")
                .param("code", code)
                .param("message", text)
                .param("now", PointStore.utc(now))
                .param("id", id)
                .update();
    }

    int purge(Instant endedBefore) {
        return jdbc.sql("DELETE FROM content_transfer WHERE finished_at < :before AND status NOT IN (:open)")
                .param("before", PointStore.utc(endedBefore))
                .param("open", List.of(Status.NOT_STARTED.name(), Status.RUNNING.name()))
                .update();
    }

    void status(long id, Status status) {
        jdbc.sql("UPDATE content_transfer SET status = :status WHERE id = :id")
                .param("status", status.name())
                .param("id", id)
                .update();
    }

    private static ContentTransfer transfer(ResultSet row, int n) throws SQLException {
        return new ContentTransfer(
                row.getLong("id"),
                row.getLong("job_id"),
                row.getLong("run_id"),
                row.getLong("hierarchy_id"),
                row.getString("package_id"),
                row.getLong("distribution_point_id"),
                row.getString("point_name"),
                row.getString("source_name"),
                Status.valueOf(row.getString("status")),
                row.getInt("attempts"),
                row.getLong("files"),
                row.getLong("bytes"),
                row.getLong("bytes_moved"),
                row.getLong("bytes_saved"),
                row.getString("failure_code"),
                row.getString("failure_message"),
                PointStore.instantOrNull(row.getObject("started_at", OffsetDateTime.class)),
                PointStore.instantOrNull(row.getObject("finished_at", OffsetDateTime.class)));
    }
}
