package org.godwit.job;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Random;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;

/**
 * A source site database with many objects that depend on each other: of five objects one is a package, one a collection with a
 * limiting collection, one a task sequence that refers to packages, and two are deployments of a package to a collection.
 */
public final class LargeSource {

    private static final int BATCH = 1_000;

    private LargeSource() {}

    /** @param dependencies at least one for each object; what the others leave is referred to by task sequences */
    public static SampleSummary generate(Path directory, int objects, int dependencies) {
        SampleSummary site = SampleSite.generate(SampleSpec.small(directory).withClients(10));
        try (Connection source = DriverManager.getConnection(site.jdbcUrl())) {
            source.setAutoCommit(false);
            fill(source, objects / 5, dependencies);
            source.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return site;
    }

    private static void fill(Connection source, int fifth, int dependencies) throws SQLException {
        Random random = new Random(7);
        each(
                source,
                fifth,
                "INSERT INTO v_Package (PackageID, Name, Description, PackageType, SourceVersion, SourceSite,"
                        + " Manufacturer, Version, Language, PkgFlags) VALUES (?, ?, ?, 0, 1, 'CAS', 'Contoso', '1', 'en', 0)",
                (row, i) -> set(row, key('A', i), "Package " + i, "Description of package " + i));
        each(
                source,
                fifth,
                "INSERT INTO v_Collection (CollectionID, Name, Comment, CollectionType, RefreshType)"
                        + " VALUES (?, ?, ?, 2, 2)",
                (row, i) -> set(row, key('B', i), "Collection " + i, "Comment on collection " + i));
        each(
                source,
                fifth,
                "INSERT INTO v_Collections (CollectionID, SiteID, CollectionName, LimitToCollectionID,"
                        + " IsBuiltIn) VALUES (?, ?, ?, ?, 0)",
                (row, i) -> {
                    row.setInt(1, 100_000 + i);
                    row.setString(2, key('B', i));
                    row.setString(3, "Collection " + i);
                    row.setString(4, i == 0 ? "SMS00001" : key('B', random.nextInt(i)));
                });
        each(
                source,
                fifth,
                "INSERT INTO v_TaskSequencePackage (PackageID, Name, Description, Version, SourceVersion)"
                        + " VALUES (?, ?, ?, '1', 1)",
                (row, i) -> set(row, key('C', i), "Task sequence " + i, "Installs many things"));
        int references = (dependencies - 5 * fifth) / fifth;
        each(
                source,
                fifth * references,
                "INSERT INTO v_TaskSequencePackageReferences (PackageID, RefPackageID,"
                        + " RefPackageType) VALUES (?, ?, 0)",
                (row, i) -> set(
                        row, key('C', i / references), key('A', (i / references * 31 + i % references * 17) % fifth)));
        each(
                source,
                2 * fifth,
                "INSERT INTO v_Advertisement (AdvertisementID, AdvertisementName, PackageID, CollectionID,"
                        + " ProgramName, SourceSite) VALUES (?, ?, ?, ?, 'Install', 'CAS')",
                (row, i) ->
                        set(row, key('D', i), "Deployment " + i, key('A', random.nextInt(fifth)), key('B', i % fifth)));
    }

    private static String key(char kind, int number) {
        return String.format(Locale.ROOT, "XL%c%05X", kind, number);
    }

    private static void set(PreparedStatement row, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            row.setString(i + 1, values[i]);
        }
    }

    private static void each(Connection source, int rows, String sql, Row filler) throws SQLException {
        try (PreparedStatement row = source.prepareStatement(sql)) {
            for (int i = 0; i < rows; i++) {
                filler.fill(row, i);
                row.addBatch();
                if (i % BATCH == BATCH - 1) {
                    row.executeBatch();
                }
            }
            row.executeBatch();
        }
    }

    private interface Row {
        void fill(PreparedStatement row, int number) throws SQLException;
    }
}
