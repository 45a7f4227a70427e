package org.godwit.distribution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.godwit.distribution.PackageMedia.Direction;
import org.godwit.distribution.PackageMedia.Status;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Exports and imports of package media. One whose server died is seen by its not having been touched for a while: its key is
 * gone with the server, so it counts as failed.
 */
@Repository
class MediaStore {

    /** How long a running one may go without being touched; it is touched about twice a second. */
    static final Duration SILENCE = Duration.ofMinutes(2);

    private static final int MAX_MESSAGE = 4000;
    private static final Map<String, String> SORTABLE = Map.of("id", "id", "startedAt", "started_at");

    private final JdbcClient jdbc;

    MediaStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long add(PackageMedia media) {
        jdbc.sql("""
                        INSERT INTO package_media (media_id, direction, folder, hierarchy_id, distribution_point_id,
                            package_ids, status, files, bytes, expires_at, requested_by, started_at, touched_at)
                        VALUES (:media, :direction, :folder, :hierarchy, :point, :packages, 'RUNNING', 0, 0, :expires,
                            :by, :now, :now)""")
                .param("media", media.mediaId())
                .param("direction", media.direction().name())
                .param("folder", media.folder())
                .param("hierarchy", media.sourceHierarchyId(), Types.BIGINT)
                .param("point", media.distributionPointId(), Types.BIGINT)
                .param("packages", CanonicalJson.write(media.packageIds()))
                .param("expires", PointStore.utc(media.expiresAt()))
                .param("by", media.requestedBy())
                .param("now", PointStore.utc(media.startedAt()))
                .update();
        return jdbc.sql("SELECT MAX(id) FROM package_media WHERE media_id = :media AND direction = :direction")
                .param("media", media.mediaId())
                .param("direction", media.direction().name())
                .query(Long.class)
                .single();
    }

    /**
     * Takes the media for one import.
     *
     * @return false if an import has them or has had them
     */
    boolean take(String mediaId, long id, Instant now) {
        if (used(mediaId, now)) {
            return false;
        }
        jdbc.sql("""
                        DELETE FROM package_media_use WHERE media_id = :media AND package_media_id IN (
                            SELECT id FROM package_media WHERE status = 'FAILED'
                                OR (status = 'RUNNING' AND touched_at < :silent))""")
                .param("media", mediaId)
                .param("silent", PointStore.utc(now.minus(SILENCE)))
                .update();
        try {
            jdbc.sql("INSERT INTO package_media_use (media_id, package_media_id) VALUES (:media, :id)")
                    .param("media", mediaId)
                    .param("id", id)
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** Whether an import has the media, or has had them. */
    boolean used(String mediaId, Instant now) {
        return jdbc.sql("""
                                SELECT COUNT(*) FROM package_media_use u JOIN package_media m ON m.id = u.package_media_id
                                WHERE u.media_id = :media AND (m.status = 'COMPLETED'
                                    OR (m.status = 'RUNNING' AND m.touched_at >= :silent))""")
                        .param("media", mediaId)
                        .param("silent", PointStore.utc(now.minus(SILENCE)))
                        .query(Long.class)
                        .single()
                > 0;
    }

    void touch(long id, long files, long bytes, Instant now) {
        jdbc.sql("UPDATE package_media SET files = :files, bytes = :bytes, touched_at = :now WHERE id = :id")
                .param("files", files)
                .param("bytes", bytes)
                .param("now", PointStore.utc(now))
                .param("id", id)
                .update();
    }

    void completed(long id, long files, long bytes, Instant now) {
        touch(id, files, bytes, now);
        jdbc.sql("UPDATE package_media SET status = 'COMPLETED', finished_at = :now WHERE id = :id")
                .param("now", PointStore.utc(now))
                .param("id", id)
                .update();
    }

    void failed(long id, String code, String message, Instant now) {
        jdbc.sql("""
                        UPDATE package_media SET status = 'FAILED', failure_code = :code, failure_message = :message,
                            finished_at = :now WHERE id = :id""")
                .param("code", code)
                .param("message", message.substring(0, Math.min(message.length(), MAX_MESSAGE)))
                .param("now", PointStore.utc(now))
                .param("id", id)
                .update();
    }

    Optional<PackageMedia> find(long id, Instant now) {
        return jdbc.sql("SELECT * FROM package_media WHERE id = :id")
                .param("id", id)
                .query((row, n) -> media(row, now))
                .optional();
    }

    /** @param reach hierarchies and points of which, neither empty; null for all */
    Page<PackageMedia> list(@Nullable Reach reach, PageQuery query, Instant now) {
        String where = reach == null
                ? ""
                : " WHERE (hierarchy_id IS NULL OR hierarchy_id IN (:hierarchies))"
                        + " AND (distribution_point_id IS NULL OR distribution_point_id IN (:points))";
        Reach in = reach == null ? new Reach(Set.of(), Set.of()) : reach;
        long total = jdbc.sql("SELECT COUNT(*) FROM package_media" + where)
                .param("hierarchies", in.hierarchies())
                .param("points", in.points())
                .query(Long.class)
                .single();
        List<PackageMedia> items = jdbc.sql("SELECT * FROM package_media" + where + " ORDER BY "
                        + query.orderBy(SORTABLE, "id DESC", "id") + " OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .param("hierarchies", in.hierarchies())
                .param("points", in.points())
                .param("offset", query.offset())
                .param("size", query.size())
                .query((row, n) -> media(row, now))
                .list();
        return new Page<>(items, query.page(), query.size(), total);
    }

    record Reach(Set<Long> hierarchies, Set<Long> points) {}

    private static PackageMedia media(ResultSet row, Instant now) throws SQLException {
        Status status = Status.valueOf(row.getString("status"));
        Instant touched = row.getObject("touched_at", OffsetDateTime.class).toInstant();
        boolean dead = status == Status.RUNNING && touched.isBefore(now.minus(SILENCE));
        return new PackageMedia(
                row.getLong("id"),
                row.getString("media_id"),
                Direction.valueOf(row.getString("direction")),
                row.getString("folder"),
                number(row, "hierarchy_id"),
                number(row, "distribution_point_id"),
                List.of(CanonicalJson.read(row.getString("package_ids"), String[].class)),
                dead ? Status.FAILED : status,
                row.getLong("files"),
                row.getLong("bytes"),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                dead ? "MEDIA_INTERRUPTED" : row.getString("failure_code"),
                dead
                        ? "The server that did it ended, and the key with it. Begin it again."
                        : row.getString("failure_message"),
                row.getString("requested_by"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                PointStore.instantOrNull(row.getObject("finished_at", OffsetDateTime.class)));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
