package org.godwit.distribution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** Validations of destination distribution points. */
@Repository
class ValidationStore {

    private static final Map<String, String> SORTABLE = Map.of("id", "id", "requestedAt", "requested_at");

    private final JdbcClient jdbc;

    ValidationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long add(long pointId, boolean repair, String requestedBy, Instant now) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO content_validation
                            (distribution_point_id, status, requested_by, packages, files, bytes, findings, repair, requested_at)
                        VALUES (:point, 'WAITING', :by, 0, 0, 0, '[]', :repair, :now)""")
                .param("point", pointId)
                .param("by", requestedBy)
                .param("repair", repair)
                .param("now", PointStore.utc(now))
                .update(key, "id");
        return java.util.Objects.requireNonNull(key.getKey()).longValue();
    }

    /**
     * Points in use that hold packages and were not validated to the end since the given time; first those never validated, then
     * those that were longest ago.
     */
    List<Long> due(Instant since) {
        return jdbc.sql("""
                        SELECT p.id FROM distribution_point p
                        LEFT JOIN (SELECT distribution_point_id, MAX(finished_at) AS validated_at
                                FROM content_validation WHERE status NOT IN ('FAILED', 'STOPPED') GROUP BY distribution_point_id) v
                            ON v.distribution_point_id = p.id
                        WHERE p.state IS NULL
                            AND EXISTS (SELECT 1 FROM stored_package s
                                WHERE s.distribution_point_id = p.id AND s.published_at < :since)
                            AND (v.validated_at IS NULL OR v.validated_at < :since)
                        ORDER BY CASE WHEN v.validated_at IS NULL THEN 0 ELSE 1 END, v.validated_at, p.id""")
                .param("since", PointStore.utc(since))
                .query((row, number) -> row.getLong(1))
                .list();
    }

    Optional<Long> unfinished(long pointId, String requestedBy) {
        return jdbc.sql("""
                        SELECT MAX(id) FROM content_validation
                        WHERE distribution_point_id = :point AND requested_by = :by AND finished_at IS NULL""")
                .param("point", pointId)
                .param("by", requestedBy)
                .query((row, n) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .single();
    }

    Optional<ContentValidation> find(long id) {
        return jdbc.sql("SELECT * FROM content_validation WHERE id = :id")
                .param("id", id)
                .query(ValidationStore::validation)
                .optional();
    }

    Page<ContentValidation> list(long pointId, PageQuery query) {
        long total = jdbc.sql("SELECT COUNT(*) FROM content_validation WHERE distribution_point_id = :point")
                .param("point", pointId)
                .query(Long.class)
                .single();
        List<ContentValidation> items = jdbc.sql(
                        "SELECT * FROM content_validation WHERE distribution_point_id = :point ORDER BY "
                                + query.orderBy(SORTABLE, "id DESC", "id")
                                + " OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .param("point", pointId)
                .param("offset", query.offset())
                .param("size", query.size())
                .query(ValidationStore::validation)
                .list();
        return new Page<>(items, query.page(), query.size(), total);
    }

    void begin(long id) {
        jdbc.sql("UPDATE content_validation SET status = 'RUNNING' WHERE id = :id")
                .param("id", id)
                .update();
    }

    /** How far it is; nothing is written of one that is finished. */
    void progress(long id, long packages, long files, long bytes) {
        jdbc.sql("""
                        UPDATE content_validation SET packages = :packages, files = :files, bytes = :bytes
                        WHERE id = :id AND finished_at IS NULL""")
                .param("packages", packages)
                .param("files", files)
                .param("bytes", bytes)
                .param("id", id)
                .update();
    }

    /** @return false if it is finished */
    boolean requestStop(long id, Instant now) {
        return jdbc.sql("""
                                UPDATE content_validation SET stop_requested_at = COALESCE(stop_requested_at, :now)
                                WHERE id = :id AND finished_at IS NULL""").param("now", PointStore.utc(now)).param("id", id).update() > 0;
    }

    boolean stopRequested(long id) {
        return jdbc.sql("SELECT COUNT(*) FROM content_validation WHERE id = :id AND stop_requested_at IS NOT NULL")
                        .param("id", id)
                        .query(Long.class)
                        .single()
                > 0;
    }

    void end(ContentValidation validation) {
        jdbc.sql("""
                        UPDATE content_validation SET status = :status, packages = :packages, files = :files,
                            bytes = :bytes, findings = :findings, repairs = :repairs, finished_at = :finished WHERE id = :id""")
                .param("status", validation.status().name())
                .param("packages", validation.packages())
                .param("files", validation.files())
                .param("bytes", validation.bytes())
                .param("findings", CanonicalJson.write(validation.findings()))
                .param("repairs", CanonicalJson.write(validation.repairs()))
                .param("finished", PointStore.utcOrNull(validation.finishedAt()))
                .param("id", validation.id())
                .update();
    }

    private static ContentValidation validation(ResultSet row, int n) throws SQLException {
        String repairs = row.getString("repairs");
        return new ContentValidation(
                row.getLong("id"),
                row.getLong("distribution_point_id"),
                ContentValidation.Status.valueOf(row.getString("status")),
                row.getString("requested_by"),
                row.getLong("packages"),
                row.getLong("files"),
                row.getLong("bytes"),
                List.of(CanonicalJson.read(row.getString("findings"), String[].class)),
                row.getBoolean("repair"),
                repairs == null ? List.of() : List.of(CanonicalJson.read(repairs, String[].class)),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                PointStore.instantOrNull(row.getObject("stop_requested_at", OffsetDateTime.class)),
                PointStore.instantOrNull(row.getObject("finished_at", OffsetDateTime.class)));
    }
}
