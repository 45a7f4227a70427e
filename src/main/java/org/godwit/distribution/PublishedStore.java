package org.godwit.distribution;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.godwit.distribution.ContentUndo.Place;
import org.godwit.distribution.ContentUndo.Published;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What jobs published that is still there, and who else relies on it. */
@Repository
class PublishedStore {

    /** A package and its transfer are written down in one transaction, at times that differ by less. */
    private static final Duration SAME_TIME = Duration.ofMinutes(1);

    private final JdbcClient jdbc;

    PublishedStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Published> ofJob(long jobId) {
        return jdbc.sql("""
                SELECT s.package_id, s.distribution_point_id, p.name, s.files, s.bytes, s.published_at, t.finished_at,
                    (SELECT COUNT(*) FROM content_transfer o
                        WHERE o.distribution_point_id = s.distribution_point_id AND o.package_id = s.package_id
                        AND o.job_id <> :job AND o.status IN ('COMPLETED', 'SKIPPED')) AS others
                FROM (SELECT package_id, distribution_point_id, hierarchy_id, MAX(finished_at) AS finished_at
                    FROM content_transfer WHERE job_id = :job AND status = 'COMPLETED'
                    GROUP BY package_id, distribution_point_id, hierarchy_id) t
                JOIN stored_package s ON s.distribution_point_id = t.distribution_point_id
                    AND s.package_id = t.package_id AND s.hierarchy_id = t.hierarchy_id
                JOIN distribution_point p ON p.id = s.distribution_point_id
                ORDER BY p.name, s.package_id""")
                .param("job", jobId)
                .query((row, n) -> new Published(
                        new Place(row.getString("package_id"), row.getLong("distribution_point_id")),
                        row.getString("name"),
                        row.getLong("files"),
                        row.getLong("bytes"),
                        keep(
                                row.getLong("others"),
                                row.getObject("published_at", OffsetDateTime.class),
                                row.getObject("finished_at", OffsetDateTime.class))))
                .list();
    }

    private static @Nullable String keep(long others, OffsetDateTime published, @Nullable OffsetDateTime finished) {
        if (others > 0) {
            return "Another job moved it there too, or found it there.";
        }
        return finished != null && published.isAfter(finished.plus(SAME_TIME))
                ? "It was published there again after that job."
                : null;
    }

    void removePackage(Place place) {
        jdbc.sql("DELETE FROM stored_package WHERE distribution_point_id = :point AND package_id = :package")
                .param("point", place.distributionPointId())
                .param("package", place.packageId())
                .update();
    }
}
