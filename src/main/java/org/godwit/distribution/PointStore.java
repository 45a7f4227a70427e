package org.godwit.distribution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Chunks;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is published at destination distribution points. */
@Repository
class PointStore {

    private static final Map<String, String> SORTABLE =
            Map.of("packageId", "package_id", "bytes", "bytes", "files", "files", "publishedAt", "published_at");

    private final JdbcClient jdbc;

    PointStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which of these points have a package published. */
    List<Long> holders(String packageId, Collection<Long> pointIds) {
        return holders(packageId).stream().filter(pointIds::contains).toList();
    }

    /** Points that have a package published. */
    List<Long> holders(String packageId) {
        return jdbc.sql("""
                        SELECT distribution_point_id FROM stored_package
                        WHERE package_id = :package ORDER BY distribution_point_id""")
                .param("package", packageId)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** Packages and bytes by distribution point; of those that hold any. */
    Map<Long, Held> held(Collection<Long> pointIds) {
        return Chunks.forStatements(pointIds).stream()
                .map(some -> jdbc.sql("""
                                SELECT distribution_point_id, COUNT(*) AS packages, SUM(bytes) AS bytes
                                FROM stored_package WHERE distribution_point_id IN (:points)
                                GROUP BY distribution_point_id""")
                        .param("points", some)
                        .query((row, n) -> Map.entry(
                                row.getLong("distribution_point_id"),
                                new Held(row.getLong("packages"), row.getLong("bytes"))))
                        .list())
                .flatMap(List::stream)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    record Held(long packages, long bytes) {
        static final Held NOTHING = new Held(0, 0);
    }

    Page<StoredPackage> packages(long pointId, PageQuery query) {
        long total = jdbc.sql("SELECT COUNT(*) FROM stored_package WHERE distribution_point_id = :point")
                .param("point", pointId)
                .query(Long.class)
                .single();
        List<StoredPackage> items = jdbc.sql(
                        "SELECT * FROM stored_package WHERE distribution_point_id = :point ORDER BY "
                                + query.orderBy(SORTABLE, "package_id", "package_id")
                                + " OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .param("point", pointId)
                .param("offset", query.offset())
                .param("size", query.size())
                .query(PointStore::storedPackage)
                .list();
        return new Page<>(items, query.page(), query.size(), total);
    }

    List<StoredPackage> allPackages(long pointId) {
        return jdbc.sql("SELECT * FROM stored_package WHERE distribution_point_id = :point ORDER BY package_id")
                .param("point", pointId)
                .query(PointStore::storedPackage)
                .list();
    }

    Optional<StoredPackage> findPackage(long pointId, String packageId) {
        return jdbc.sql("SELECT * FROM stored_package WHERE distribution_point_id = :point AND package_id = :package")
                .param("point", pointId)
                .param("package", packageId)
                .query(PointStore::storedPackage)
                .optional();
    }

    /** What people call a point; its id if there is none. */
    String nameOf(long pointId) {
        return jdbc.sql("SELECT name FROM distribution_point WHERE id = :point")
                .param("point", pointId)
                .query(String.class)
                .optional()
                .orElse(Long.toString(pointId));
    }

    /** Adds it or replaces what was published under the same package id. */
    void put(StoredPackage stored) {
        jdbc.sql("DELETE FROM stored_package WHERE distribution_point_id = :point AND package_id = :package")
                .param("point", stored.distributionPointId())
                .param("package", stored.packageId())
                .update();
        jdbc.sql("""
                        INSERT INTO stored_package (distribution_point_id, package_id, hierarchy_id, source_version,
                            content_ids, files, bytes, published_at)
                        VALUES (:point, :package, :hierarchy, :version, :contents, :files, :bytes, :published)""")
                .param("point", stored.distributionPointId())
                .param("package", stored.packageId())
                .param("hierarchy", stored.hierarchyId())
                .param("version", stored.sourceVersion(), Types.INTEGER)
                .param("contents", CanonicalJson.write(stored.contentIds()))
                .param("files", stored.files())
                .param("bytes", stored.bytes())
                .param("published", utc(stored.publishedAt()))
                .update();
    }

    /** The point's library lies elsewhere now: nothing known of the old place counts for the new one. */
    void forgetProofs(long pointId) {
        for (String table : List.of("verified_file", "content_evidence", "stored_package")) {
            jdbc.sql("DELETE FROM " + table + " WHERE distribution_point_id = :point")
                    .param("point", pointId)
                    .update();
        }
    }

    private static StoredPackage storedPackage(ResultSet row, int n) throws SQLException {
        int version = row.getInt("source_version");
        return new StoredPackage(
                row.getLong("distribution_point_id"),
                row.getString("package_id"),
                row.getLong("hierarchy_id"),
                row.wasNull() ? null : version,
                List.of(CanonicalJson.read(row.getString("content_ids"), String[].class)),
                row.getLong("files"),
                row.getLong("bytes"),
                row.getObject("published_at", OffsetDateTime.class).toInstant());
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime utcOrNull(@Nullable Instant instant) {
        return instant == null ? null : utc(instant);
    }

    static @Nullable Instant instantOrNull(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
