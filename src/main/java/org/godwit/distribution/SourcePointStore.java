package org.godwit.distribution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.site.SourceDistributionPoint;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Distribution points of source hierarchies. What an admin gave, the location, outlives every gathering. */
@Repository
class SourcePointStore {

    private static final Map<String, String> SORTABLE =
            Map.of("id", "p.id", "serverName", "p.server_name", "siteCode", "p.site_code");
    private static final String SELECT = """
            SELECT p.*, (SELECT COUNT(*) FROM source_package_location l
                WHERE l.hierarchy_id = p.hierarchy_id AND l.nal_path = p.nal_path AND l.state = 0) AS packages
            FROM source_distribution_point p
            """;

    private final JdbcClient jdbc;

    SourcePointStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param location null until an admin gives one
     * @param present false if the last gathering did not find it
     * @param shared whether it was chosen to be shared; points nobody chose about are
     * @param takenOverBy the destination point it has become; null for none
     */
    record Row(
            long id,
            long hierarchyId,
            SourceDistributionPoint point,
            boolean present,
            @Nullable Location location,
            boolean shared,
            @Nullable Long takenOverBy,
            long packages,
            Instant gatheredAt) {

        /** Site system roles of its server; null where the source does not show them. */
        @Nullable List<String> roles() {
            return point.serverRoles();
        }
    }

    /** Of all hierarchies, by server. */
    List<SourcePointName> names() {
        return jdbc.sql("""
                        SELECT id, hierarchy_id, server_name, site_code, is_present FROM source_distribution_point
                        ORDER BY server_name, id""")
                .query((row, n) -> new SourcePointName(
                        row.getLong("id"),
                        row.getLong("hierarchy_id"),
                        row.getString("server_name"),
                        row.getString("site_code"),
                        row.getBoolean("is_present")))
                .list();
    }

    /** Every location that an administrator gave, of all hierarchies. */
    List<Location> locations() {
        return jdbc.sql("SELECT location FROM source_distribution_point WHERE location IS NOT NULL AND is_present = 1")
                .query((row, n) -> CanonicalJson.read(row.getString(1), Location.class))
                .list();
    }

    GatheredStore.Merged replace(long hierarchyId, List<SourceDistributionPoint> points, Instant now) {
        Map<String, Row> before = new HashMap<>();
        all(hierarchyId).forEach(row -> before.put(row.point().nalPath(), row));
        long added = 0;
        long modified = 0;
        for (SourceDistributionPoint point : points) {
            Row known = before.remove(point.nalPath());
            if (known == null) {
                write("""
                        INSERT INTO source_distribution_point (server_name, site_code, is_pull, is_pxe, is_cloud,
                            is_protected, is_active, is_https, drive, server_roles, is_present, gathered_at,
                            hierarchy_id, nal_path)
                        VALUES (:server, :site, :pull, :pxe, :cloud, :protected, :active, :https, :drive, :roles, 1, :now,
                            :hierarchy, :nal)""", hierarchyId, point, now);
                added++;
            } else if (!known.point().equals(point) || !known.present()) {
                write("""
                        UPDATE source_distribution_point SET server_name = :server, site_code = :site, is_pull = :pull,
                            is_pxe = :pxe, is_cloud = :cloud, is_protected = :protected, is_active = :active,
                            is_https = :https, drive = :drive, server_roles = :roles, is_present = 1, gathered_at = :now
                        WHERE hierarchy_id = :hierarchy AND nal_path = :nal""", hierarchyId, point, now);
                modified++;
            }
        }
        List<Row> gone = before.values().stream().filter(Row::present).toList();
        gone.forEach(row -> jdbc.sql("UPDATE source_distribution_point SET is_present = 0 WHERE id = :id")
                .param("id", row.id())
                .update());
        return new GatheredStore.Merged(added, modified, gone.size());
    }

    private void write(String sql, long hierarchyId, SourceDistributionPoint point, Instant now) {
        jdbc.sql(sql)
                .param("server", point.serverName())
                .param("site", point.siteCode())
                .param("pull", point.pull())
                .param("pxe", point.pxe())
                .param("cloud", point.cloud())
                .param("protected", point.protectedPoint())
                .param("active", point.active())
                .param("https", point.https())
                .param("drive", point.drive())
                .param("roles", point.serverRoles() == null ? null : CanonicalJson.write(point.serverRoles()))
                .param("now", PointStore.utc(now))
                .param("hierarchy", hierarchyId)
                .param("nal", point.nalPath())
                .update();
    }

    List<Row> all(long hierarchyId) {
        return jdbc.sql(SELECT + "WHERE p.hierarchy_id = :hierarchy ORDER BY p.id")
                .param("hierarchy", hierarchyId)
                .query(SourcePointStore::row)
                .list();
    }

    Page<Row> list(long hierarchyId, PageQuery query) {
        long total = jdbc.sql("SELECT COUNT(*) FROM source_distribution_point WHERE hierarchy_id = :hierarchy")
                .param("hierarchy", hierarchyId)
                .query(Long.class)
                .single();
        List<Row> items = jdbc.sql(SELECT + "WHERE p.hierarchy_id = :hierarchy ORDER BY "
                        + query.orderBy(SORTABLE, "p.server_name, p.id", "p.id")
                        + " OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .param("hierarchy", hierarchyId)
                .param("offset", query.offset())
                .param("size", query.size())
                .query(SourcePointStore::row)
                .list();
        return new Page<>(items, query.page(), query.size(), total);
    }

    Optional<Row> find(long id) {
        return jdbc.sql(SELECT + "WHERE p.id = :id")
                .param("id", id)
                .query(SourcePointStore::row)
                .optional();
    }

    void setLocation(long id, Location bare) {
        jdbc.sql("UPDATE source_distribution_point SET location = :location WHERE id = :id")
                .param("location", CanonicalJson.write(bare))
                .param("id", id)
                .update();
    }

    /** @return points changed */
    int share(long hierarchyId, Collection<Long> ids, boolean shared) {
        return ids.isEmpty()
                ? 0
                : jdbc.sql("UPDATE source_distribution_point SET is_shared = :shared"
                                + " WHERE hierarchy_id = :hierarchy AND id IN (:ids)")
                        .param("shared", shared)
                        .param("hierarchy", hierarchyId)
                        .param("ids", ids)
                        .update();
    }

    void takenOver(long id, @Nullable Long pointId) {
        jdbc.sql("UPDATE source_distribution_point SET taken_over_by = :point WHERE id = :id")
                .param("point", pointId, java.sql.Types.BIGINT)
                .param("id", id)
                .update();
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        String location = row.getString("location");
        String roles = row.getString("server_roles");
        long takenOverBy = row.getLong("taken_over_by");
        Long takenOver = row.wasNull() ? null : takenOverBy;
        boolean shared = row.getBoolean("is_shared") || row.wasNull();
        return new Row(
                row.getLong("id"),
                row.getLong("hierarchy_id"),
                new SourceDistributionPoint(
                        row.getString("server_name"),
                        row.getString("nal_path"),
                        row.getString("site_code"),
                        row.getBoolean("is_pull"),
                        row.getBoolean("is_pxe"),
                        row.getBoolean("is_cloud"),
                        row.getBoolean("is_protected"),
                        row.getBoolean("is_active"),
                        row.getString("drive"),
                        row.getBoolean("is_https"),
                        roles == null ? null : List.of(CanonicalJson.read(roles, String[].class))),
                row.getBoolean("is_present"),
                location == null ? null : CanonicalJson.read(location, Location.class),
                shared,
                takenOver,
                row.getLong("packages"),
                row.getObject("gathered_at", OffsetDateTime.class).toInstant());
    }
}
