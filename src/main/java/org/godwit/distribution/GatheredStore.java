package org.godwit.distribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.godwit.content.PackageRequest;
import org.godwit.site.PackageStatus;
import org.godwit.site.SourceContent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Gathered contents and where they lie. Where the source states anything else than what is here, its rows go to a staging table
 * in lots, and are then merged by whole sets.
 */
@Repository
class GatheredStore {

    private static final int LOT = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    GatheredStore(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** Rows changed by a merge. */
    record Merged(long added, long modified, long removed) {

        static final Merged NOTHING = new Merged(0, 0, 0);

        Merged plus(Merged other) {
            return new Merged(added + other.added, modified + other.modified, removed + other.removed);
        }
    }

    /** Receives rows and stages them; {@link #close} stages the rest. */
    private final class Stage<T> implements Consumer<T>, AutoCloseable {
        private final String insert;
        private final Function<T, @Nullable Object[]> row;
        private final List<@Nullable Object[]> lot = new ArrayList<>(LOT);

        Stage(String insert, Function<T, @Nullable Object[]> row) {
            this.insert = insert;
            this.row = row;
        }

        @Override
        public void accept(T item) {
            lot.add(row.apply(item));
            if (lot.size() == LOT) {
                close();
            }
        }

        @Override
        public void close() {
            if (!lot.isEmpty()) {
                batches.batchUpdate(insert, lot, lot.size(), (statement, values) -> {
                    for (int i = 0; i < values.length; i++) {
                        StatementCreatorUtils.setParameterValue(statement, i + 1, SqlTypeValue.TYPE_UNKNOWN, values[i]);
                    }
                });
            }
            lot.clear();
        }
    }

    /** Reads contents into the table; what the source no longer states is removed. In the caller's transaction. */
    Merged contents(long hierarchyId, Consumer<Consumer<SourceContent>> reading) {
        Function<SourceContent, @Nullable Object[]> row = c ->
                new @Nullable Object[] {hierarchyId, c.packageId(), c.contentId(), c.version(), c.hash(), c.sizeKb()};
        String columns = "hierarchy_id, package_id, content_id, content_version, content_hash, size_kb";
        if (unchanged("source_content", columns, hierarchyId, reading, row)) {
            return Merged.NOTHING;
        }
        clear("source_content_staging", hierarchyId);
        try (Stage<SourceContent> stage =
                new Stage<>("INSERT INTO source_content_staging (" + columns + ") VALUES (?, ?, ?, ?, ?, ?)", row)) {
            reading.accept(stage);
        }
        Merged merged = merge(
                hierarchyId,
                "source_content",
                "s.package_id = source_content.package_id AND s.content_id = source_content.content_id",
                """
                (s.content_version <> source_content.content_version OR s.size_kb <> source_content.size_kb
                    OR COALESCE(s.content_hash, '') <> COALESCE(source_content.content_hash, ''))""",
                """
                INSERT INTO source_content (hierarchy_id, package_id, content_id, content_version, content_hash, size_kb)
                SELECT t.hierarchy_id, t.package_id, t.content_id, MAX(t.content_version), MAX(t.content_hash),
                    MAX(t.size_kb)
                FROM source_content_staging t
                WHERE t.hierarchy_id = :hierarchy AND NOT EXISTS (SELECT 1 FROM source_content s
                    WHERE s.hierarchy_id = t.hierarchy_id AND s.package_id = t.package_id
                        AND s.content_id = t.content_id)
                GROUP BY t.hierarchy_id, t.package_id, t.content_id""");
        clear("source_content_staging", hierarchyId);
        return merged;
    }

    /** Packages whose content lies on no distribution point of the destination, ascending. */
    List<String> onlyAtSource(long hierarchyId) {
        return jdbc.sql("""
                        SELECT DISTINCT c.package_id FROM source_content c
                        WHERE c.hierarchy_id = :hierarchy AND NOT EXISTS (SELECT 1 FROM stored_package p
                            WHERE p.hierarchy_id = c.hierarchy_id AND p.package_id = c.package_id)
                        ORDER BY c.package_id
                        """)
                .param("hierarchy", hierarchyId)
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** Reads which package lies where into the table. In the caller's transaction. */
    Merged packageStatus(long hierarchyId, Consumer<Consumer<PackageStatus>> reading) {
        Function<PackageStatus, @Nullable Object[]> row =
                p -> new @Nullable Object[] {hierarchyId, p.packageId(), p.nalPath(), p.sourceVersion(), p.state()};
        String columns = "hierarchy_id, package_id, nal_path, source_version, state";
        if (unchanged("source_package_location", columns, hierarchyId, reading, row)) {
            return Merged.NOTHING;
        }
        clear("source_package_location_staging", hierarchyId);
        try (Stage<PackageStatus> stage = new Stage<>(
                "INSERT INTO source_package_location_staging (" + columns + ") VALUES (?, ?, ?, ?, ?)", row)) {
            reading.accept(stage);
        }
        Merged merged = merge(
                hierarchyId,
                "source_package_location",
                "s.package_id = source_package_location.package_id AND s.nal_path = source_package_location.nal_path",
                "(s.source_version <> source_package_location.source_version OR s.state <> source_package_location.state)",
                """
                INSERT INTO source_package_location (hierarchy_id, package_id, nal_path, source_version, state)
                SELECT t.hierarchy_id, t.package_id, t.nal_path, MAX(t.source_version), MIN(t.state)
                FROM source_package_location_staging t
                WHERE t.hierarchy_id = :hierarchy AND NOT EXISTS (SELECT 1 FROM source_package_location s
                    WHERE s.hierarchy_id = t.hierarchy_id AND s.package_id = t.package_id
                        AND s.nal_path = t.nal_path)
                GROUP BY t.hierarchy_id, t.package_id, t.nal_path""");
        clear("source_package_location_staging", hierarchyId);
        return merged;
    }

    /** Whether the source states exactly the rows that the table has. It is read for that only if the table has any. */
    private <T> boolean unchanged(
            String table,
            String columns,
            long hierarchyId,
            Consumer<Consumer<T>> reading,
            Function<T, @Nullable Object[]> row) {
        RowSum here = new RowSum();
        int count = columns.split(",").length;
        jdbc.sql("SELECT " + columns + " FROM " + table + " WHERE hierarchy_id = :hierarchy")
                .param("hierarchy", hierarchyId)
                .query(found -> {
                    @Nullable Object[] values = new @Nullable Object[count];
                    for (int i = 0; i < count; i++) {
                        values[i] = found.getString(i + 1);
                    }
                    here.add(values);
                });
        if (here.none()) {
            return false;
        }
        RowSum there = new RowSum();
        reading.accept(item -> there.add(row.apply(item)));
        return here.same(there);
    }

    /** Rows that vanished or differ are taken out, and what the table lacks is put in: three statements, whatever the size. */
    private Merged merge(long hierarchyId, String table, String same, String differs, String insert) {
        String there =
                "SELECT 1 FROM " + table + "_staging s WHERE s.hierarchy_id = " + table + ".hierarchy_id AND " + same;
        String delete = "DELETE FROM " + table + " WHERE hierarchy_id = :hierarchy AND ";
        int removed = jdbc.sql(delete + "NOT EXISTS (" + there + ")")
                .param("hierarchy", hierarchyId)
                .update();
        int modified = jdbc.sql(delete + "EXISTS (" + there + " AND " + differs + ")")
                .param("hierarchy", hierarchyId)
                .update();
        int inserted = jdbc.sql(insert).param("hierarchy", hierarchyId).update();
        return new Merged(inserted - modified, modified, removed);
    }

    private void clear(String table, long hierarchyId) {
        jdbc.sql("DELETE FROM " + table + " WHERE hierarchy_id = :hierarchy")
                .param("hierarchy", hierarchyId)
                .update();
    }

    /** Every package that lies on a distribution point of the hierarchy or has a content there, ascending. */
    List<String> packageIds(long hierarchyId) {
        return jdbc.sql("""
                        SELECT package_id FROM source_package_location WHERE hierarchy_id = :hierarchy
                        UNION SELECT package_id FROM source_content WHERE hierarchy_id = :hierarchy
                        ORDER BY package_id""")
                .param("hierarchy", hierarchyId)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Packages installed at a source point, ascending. */
    List<String> packagesAt(long hierarchyId, String nalPath) {
        return jdbc.sql("""
                        SELECT package_id FROM source_package_location
                        WHERE hierarchy_id = :hierarchy AND nal_path = :nal AND state = 0 ORDER BY package_id""")
                .param("hierarchy", hierarchyId)
                .param("nal", nalPath)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** The contents of the package's present version; empty if the site states none. */
    List<SourceContent> contents(long hierarchyId, String packageId) {
        return jdbc.sql("""
                        SELECT * FROM source_content c WHERE hierarchy_id = :hierarchy AND package_id = :package
                            AND content_version = (SELECT MAX(m.content_version) FROM source_content m
                                WHERE m.hierarchy_id = c.hierarchy_id AND m.package_id = c.package_id)
                        ORDER BY content_id""")
                .param("hierarchy", hierarchyId)
                .param("package", packageId)
                .query((row, n) -> new SourceContent(
                        row.getString("package_id"),
                        row.getString("content_id"),
                        row.getInt("content_version"),
                        row.getString("content_hash"),
                        row.getLong("size_kb")))
                .list();
    }

    /** What the site states of the package's present version, to be compared with what a library holds. */
    List<PackageRequest.Expected> expected(long hierarchyId, String packageId) {
        return contents(hierarchyId, packageId).stream()
                .map(c -> new PackageRequest.Expected(c.contentId(), c.hash()))
                .toList();
    }

    /** Bytes of the transfers' contents as far as the site states them. */
    long bytes(long hierarchyId, List<ContentTransfer> transfers) {
        Map<String, Long> byPackage = new HashMap<>();
        jdbc.sql(
                        "SELECT package_id, SUM(size_kb) FROM source_content WHERE hierarchy_id = :hierarchy GROUP BY package_id")
                .param("hierarchy", hierarchyId)
                .query((row, n) -> byPackage.put(row.getString(1), row.getLong(2) * 1024))
                .list();
        return transfers.stream()
                .mapToLong(t -> byPackage.getOrDefault(t.packageId(), 0L))
                .sum();
    }

    /** Ids of the source points where the package is installed, the newest version first. */
    List<Long> pointsWith(long hierarchyId, String packageId) {
        return jdbc.sql("""
                        SELECT p.id FROM source_package_location l
                        JOIN source_distribution_point p ON p.hierarchy_id = l.hierarchy_id AND p.nal_path = l.nal_path
                        WHERE l.hierarchy_id = :hierarchy AND l.package_id = :package AND l.state = 0
                        ORDER BY l.source_version DESC, p.id""")
                .param("hierarchy", hierarchyId)
                .param("package", packageId)
                .query((row, number) -> row.getLong(1))
                .list();
    }

    /**
     * A package on a source point.
     *
     * @param held its version there
     * @param newest the newest version that the site states or any point has
     */
    record HeldVersion(String packageId, int held, int newest) {}

    /** Packages with their versions by the NAL path of the point, in upper case. */
    Map<String, List<HeldVersion>> versions(long hierarchyId) {
        Map<String, List<HeldVersion>> byPoint = new HashMap<>();
        jdbc.sql("""
                        SELECT l.nal_path, l.package_id, l.source_version, n.newest
                        FROM source_package_location l
                        JOIN (SELECT v.package_id, MAX(v.stated) AS newest FROM (
                                SELECT package_id, source_version AS stated FROM source_package_location
                                WHERE hierarchy_id = :hierarchy
                                UNION ALL
                                SELECT package_id, content_version AS stated FROM source_content
                                WHERE hierarchy_id = :hierarchy
                                    AND content_id = CONCAT(package_id, '.', content_version)) v
                            GROUP BY v.package_id) n ON n.package_id = l.package_id
                        WHERE l.hierarchy_id = :hierarchy AND l.state = 0
                        ORDER BY l.nal_path, l.package_id""")
                .param("hierarchy", hierarchyId)
                .query((row, n) -> byPoint.computeIfAbsent(
                                row.getString("nal_path").toUpperCase(Locale.ROOT), p -> new ArrayList<>())
                        .add(new HeldVersion(
                                row.getString("package_id"), row.getInt("source_version"), row.getInt("newest"))))
                .list();
        return byPoint;
    }

    /** Removes everything gathered of a hierarchy. */
    long remove(long hierarchyId) {
        long removed = 0;
        for (String table : List.of("source_content", "source_package_location")) {
            removed += jdbc.sql("DELETE FROM " + table + " WHERE hierarchy_id = :hierarchy")
                    .param("hierarchy", hierarchyId)
                    .update();
        }
        return removed;
    }
}
