package org.godwit.distribution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** Retirements of packages at destination points. */
@Repository
class RetirementStore {

    private static final int MAX_OUTCOME = 4000;
    private static final Map<String, String> SORTABLE =
            Map.of("id", "r.id", "packageId", "r.package_id", "dueAt", "r.due_at", "requestedAt", "r.requested_at");
    private static final String SELECT = """
            SELECT r.*, p.name AS point_name FROM content_retirement r
            JOIN distribution_point p ON p.id = r.distribution_point_id
            """;

    private final JdbcClient jdbc;

    RetirementStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long add(long pointId, String packageId, String why, String requestedBy, Instant now, Instant due) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO content_retirement (distribution_point_id, package_id, status, why, requested_by,
                            requested_at, due_at, files_removed, bytes_freed)
                        VALUES (:point, :package, 'PLANNED', :why, :by, :now, :due, 0, 0)""")
                .param("point", pointId)
                .param("package", packageId)
                .param("why", why)
                .param("by", requestedBy)
                .param("now", PointStore.utc(now))
                .param("due", PointStore.utc(due))
                .update(key, "id");
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    /** Packages of a point that are to go. */
    Set<String> planned(long pointId) {
        return new HashSet<>(
                jdbc.sql("""
                        SELECT package_id FROM content_retirement
                        WHERE distribution_point_id = :point AND status IN ('PLANNED', 'FAILED')""").param("point", pointId).query(String.class).list());
    }

    /** When packages of a point were retired last. */
    Map<String, Instant> removed(long pointId) {
        Map<String, Instant> byPackage = new HashMap<>();
        jdbc.sql("""
                        SELECT package_id, MAX(ended_at) AS ended_at FROM content_retirement
                        WHERE distribution_point_id = :point AND status = 'REMOVED' GROUP BY package_id""")
                .param("point", pointId)
                .query((row, n) -> byPackage.put(
                        row.getString("package_id"),
                        row.getObject("ended_at", OffsetDateTime.class).toInstant()))
                .list();
        return byPackage;
    }

    Optional<Retirement> find(long id) {
        return jdbc.sql(SELECT + "WHERE r.id = :id")
                .param("id", id)
                .query(RetirementStore::retirement)
                .optional();
    }

    /** Those whose time is over, by point; those that failed before among them. */
    List<Retirement> due(Instant now) {
        return jdbc.sql(SELECT + "WHERE r.status IN ('PLANNED', 'FAILED') AND r.due_at <= :now"
                        + " ORDER BY r.distribution_point_id, r.id")
                .param("now", PointStore.utc(now))
                .query(RetirementStore::retirement)
                .list();
    }

    /** @param scopes to whose points; null for all */
    Page<Retirement> list(
            Retirement.@Nullable Status status, @Nullable Long pointId, @Nullable Set<String> scopes, PageQuery query) {
        Map<String, Object> values = new HashMap<>();
        values.put("scopes", scopes == null ? Set.of() : scopes);
        String where = "WHERE 1 = 1 ";
        if (status != null) {
            where += "AND r.status = :status ";
            values.put("status", status.name());
        }
        if (pointId != null) {
            where += "AND r.distribution_point_id = :point ";
            values.put("point", pointId);
        }
        if (scopes != null) {
            where += scopes.isEmpty()
                    ? "AND 1 = 0 "
                    : "AND EXISTS (SELECT 1 FROM distribution_point_scope s WHERE s.distribution_point_id"
                            + " = r.distribution_point_id AND s.scope_name IN (:scopes)) ";
        }
        long total = jdbc.sql("SELECT COUNT(*) FROM content_retirement r " + where)
                .params(values)
                .query(Long.class)
                .single();
        List<Retirement> items = jdbc.sql(SELECT + where + "ORDER BY " + query.orderBy(SORTABLE, "r.id DESC", "r.id")
                        + " OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .params(values)
                .param("offset", query.offset())
                .param("size", query.size())
                .query(RetirementStore::retirement)
                .list();
        return new Page<>(items, query.page(), query.size(), total);
    }

    /** Ends it, unless somebody else did; true if this did. */
    boolean end(
            long id,
            Retirement.Status status,
            String by,
            Instant now,
            String outcome,
            long filesRemoved,
            long bytesFreed) {
        return jdbc.sql("""
                                UPDATE content_retirement SET status = :status, ended_by = :by, ended_at = :now,
                                    outcome = :outcome, files_removed = :files, bytes_freed = :bytes
                                WHERE id = :id AND status IN ('PLANNED', 'FAILED')""")
                        .param("status", status.name())
                        .param("by", by)
                        .param("now", PointStore.utc(now))
                        .param("outcome", outcome.length() > MAX_OUTCOME ? outcome.substring(0, MAX_OUTCOME) : outcome)
                        .param("files", filesRemoved)
                        .param("bytes", bytesFreed)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Whether a migration job brought the package to the point, or found it there, since a time. */
    boolean broughtSince(long pointId, String packageId, Instant since) {
        return jdbc.sql("""
                                SELECT COUNT(*) FROM content_transfer
                                WHERE distribution_point_id = :point AND package_id = :package
                                    AND status IN ('COMPLETED', 'SKIPPED') AND finished_at > :since""")
                        .param("point", pointId)
                        .param("package", packageId)
                        .param("since", PointStore.utc(since))
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Packages published at a point whose hierarchy states contents, but none of theirs. */
    List<StoredPackage> notStated(long pointId, PointStore points) {
        Set<String> ids = new HashSet<>(
                jdbc.sql("""
                        SELECT s.package_id FROM stored_package s
                        WHERE s.distribution_point_id = :point AND s.hierarchy_id <> 0
                            AND EXISTS (SELECT 1 FROM source_content c WHERE c.hierarchy_id = s.hierarchy_id)
                            AND NOT EXISTS (SELECT 1 FROM source_content c
                                WHERE c.hierarchy_id = s.hierarchy_id AND c.package_id = s.package_id)""").param("point", pointId).query(String.class).list());
        return points.allPackages(pointId).stream()
                .filter(p -> ids.contains(p.packageId()))
                .toList();
    }

    private static Retirement retirement(ResultSet row, int n) throws SQLException {
        return new Retirement(
                row.getLong("id"),
                row.getLong("distribution_point_id"),
                row.getString("point_name"),
                row.getString("package_id"),
                Retirement.Status.valueOf(row.getString("status")),
                row.getString("why"),
                row.getString("requested_by"),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                row.getString("ended_by"),
                PointStore.instantOrNull(row.getObject("ended_at", OffsetDateTime.class)),
                row.getString("outcome"),
                row.getLong("files_removed"),
                row.getLong("bytes_freed"));
    }
}
