package org.godwit.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.godwit.shared.Digests;
import org.godwit.shared.GodwitException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleSiteTest {

    @TempDir
    private static Path directory;

    private static SampleSummary site;

    @BeforeAll
    static void generate() {
        site = SampleSite.generate(SampleSpec.small(directory.resolve("first")));
    }

    @Test
    void finds_the_site_it_made() {
        assertThat(SampleSite.find(directory.resolve("first"))).contains(site);
        assertThat(SampleSite.find(directory.resolve("elsewhere"))).isEmpty();
    }

    @Test
    void the_same_seed_makes_the_same_rows_and_files() throws Exception {
        SampleSummary again = SampleSite.generate(SampleSpec.small(directory.resolve("again")));

        assertThat(again.rows()).isEqualTo(site.rows()).containsEntry("v_Site", 4L);
        for (String table : site.rows().keySet()) {
            assertThat(digest(again, table)).as(table).isEqualTo(digest(site, table));
        }
        assertThat(files(directory.resolve("again"))).isEqualTo(files(directory.resolve("first")));
    }

    @Test
    void another_seed_makes_another_site() throws Exception {
        SampleSummary other =
                SampleSite.generate(SampleSpec.small(directory.resolve("other")).withSeed(2));

        assertThat(digest(other, "v_R_System")).isNotEqualTo(digest(site, "v_R_System"));
        assertThat(files(directory.resolve("other"))).isNotEqualTo(files(directory.resolve("first")));
        assertThat(other.clients()).isEqualTo(200);
    }

    @Test
    void counts_what_the_database_holds() throws Exception {
        String migrated = "SELECT COUNT(DISTINCT UPPER(TRIM(SMS_Unique_Identifier0))) FROM v_R_System WHERE Client0 = 1"
                + " AND COALESCE(Obsolete0, 0) = 0 AND COALESCE(Decommissioned0, 0) = 0 AND Unknown0 = 0"
                + " AND LEN(TRIM(COALESCE(SMS_Unique_Identifier0, ''))) > 0";
        String blocked = "SELECT COUNT(DISTINCT UPPER(TRIM(SMSID))) FROM v_CombinedDeviceResources WHERE IsBlocked = 1";

        assertThat(number(migrated)).isEqualTo(200);
        assertThat(number(blocked)).isEqualTo(site.blockedSmsIds());
        assertThat(site.blockedClients()).isEqualTo(6).isLessThan(site.blockedSmsIds());
        assertThat(number(migrated + " AND UPPER(TRIM(SMS_Unique_Identifier0)) IN (SELECT UPPER(TRIM(SMSID))"
                        + " FROM v_CombinedDeviceResources WHERE IsBlocked = 1)"))
                .isEqualTo(site.blockedClients());
        long leftOut =
                site.leftOut().values().stream().mapToLong(Long::longValue).sum();
        assertThat(number("SELECT COUNT(*) FROM v_R_System")).isEqualTo(200 + leftOut);
        assertThat(site.leftOut())
                .containsOnlyKeys("DECOMMISSIONED", "DUPLICATE", "NOT_A_CLIENT", "NO_SMSID", "OBSOLETE", "UNKNOWN");
    }

    @Test
    void holds_the_records_that_a_reader_can_stumble_over() throws Exception {
        assertThat(List.of(
                        "v_R_System WHERE Client0 IS NULL",
                        "v_R_System WHERE Obsolete0 IS NULL",
                        "v_R_System WHERE Name0 LIKE N'東京%'",
                        "v_R_System WHERE ResourceID NOT IN (SELECT MachineID FROM v_CombinedDeviceResources)",
                        "v_CombinedDeviceResources WHERE IsBlocked IS NULL",
                        "v_CombinedDeviceResources WHERE ArchitectureKey = 2",
                        "v_R_System o JOIN v_R_System n ON o.Hardware_ID0 = n.Hardware_ID0 WHERE o.Obsolete0 = 1"
                                + " AND n.Obsolete0 = 0",
                        "(SELECT ResourceID FROM v_RA_System_MACAddresses GROUP BY ResourceID HAVING COUNT(*) > 2) m",
                        "Collection_Rules WHERE RuleType = 3",
                        "Collection_Rules WHERE RuleType = 4",
                        "v_CollectionRuleDirect",
                        "v_Package WHERE PkgSourcePath = ''",
                        "SMSPackages WHERE NewHash = ''",
                        "v_CIRelation WHERE RelationType = 9",
                        "v_DistributionPoint WHERE Status <> 3",
                        "v_TaskSequenceAppReferencesInfo"))
                .allSatisfy(rows ->
                        assertThat(number("SELECT COUNT(*) FROM " + rows)).isPositive());
    }

    @Test
    void limiting_collections_and_references_lead_somewhere() throws Exception {
        assertThat(List.of(
                        "v_Collections WHERE LimitToCollectionID NOT IN (SELECT CollectionID FROM v_Collection)",
                        "Collection_Rules WHERE ReferencedCollectionID NOT IN (SELECT CollectionID FROM v_Collection)",
                        "Collection_Rules WHERE CollectionID NOT IN (SELECT CollectionID FROM Collections_G)",
                        "v_Advertisement WHERE CollectionID NOT IN (SELECT CollectionID FROM v_Collection)",
                        "v_FullCollectionMembership WHERE CollectionID NOT IN (SELECT CollectionID FROM v_Collection)",
                        "v_TaskSequenceReferencesInfo WHERE ReferencePackageID NOT IN (SELECT PackageID FROM v_Package)",
                        "v_DeploymentSummary WHERE CollectionID NOT IN (SELECT CollectionID FROM v_Collection)",
                        "v_CIRelation WHERE ToCIID NOT IN (SELECT CI_ID FROM v_ConfigurationItems)"))
                .allSatisfy(rows -> assertThat(number("SELECT COUNT(*) FROM " + rows))
                        .as(rows)
                        .isZero());
    }

    @Test
    void every_content_library_stores_what_its_manifests_say() throws Exception {
        for (SampleSummary.Library library : site.distributionPoints()) {
            List<Path> drives = new ArrayList<>(List.of(Path.of(library.path())));
            library.additionalPaths().forEach(path -> drives.add(Path.of(path)));
            for (Path ini : inis(drives.get(0).resolve("DataLib"))) {
                List<String> lines = Files.readAllLines(ini, StandardCharsets.UTF_8);
                if (!lines.get(0).equals("[File]")) {
                    continue;
                }
                String hash = lines.get(4).substring("Hash=".length());
                Path stored = drives.stream()
                        .map(d -> d.resolve("FileLib")
                                .resolve(hash.substring(0, 4))
                                .resolve(hash))
                        .filter(Files::exists)
                        .findFirst()
                        .orElseThrow();
                assertThat(lines.get(1)).isEqualTo("Size=" + Files.size(stored));
                assertThat(Digests.sha256Hex(Files.readAllBytes(stored))).isEqualToIgnoringCase(hash);
            }
            assertThat(inis(drives.get(0).resolve("PkgLib"))).hasSize(library.packages());
        }
        assertThat(site.distributionPoints().get(2).additionalPaths()).hasSize(1);
    }

    @Test
    void leaves_a_directory_alone_that_holds_something_else() throws Exception {
        Path mine = Files.createDirectory(directory.resolve("mine"));
        Files.writeString(mine.resolve("mine.txt"), "mine");

        assertThatThrownBy(() -> SampleSite.generate(SampleSpec.small(mine)))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("SAMPLE_DIRECTORY_IN_USE"));
        assertThat(mine.resolve("mine.txt")).hasContent("mine");
    }

    @Test
    void starts_over_where_an_earlier_run_died() throws Exception {
        Path died = Files.createDirectory(directory.resolve("died"));
        Files.createFile(died.resolve("sample-site.unfinished"));
        Files.writeString(died.resolve("CM_CAS.mv.db"), "half a database");

        assertThat(SampleSite.generate(SampleSpec.small(died)).rows()).isEqualTo(site.rows());
    }

    @Test
    void command_prints_where_the_site_is_and_refuses_wrong_options() {
        Path made = directory.resolve("command");
        String[] good = {"--clients", "5", "--packages", "1", "--file-bytes", "100", "--out", made.toString()};

        assertThat(SampleSiteCommand.run(good)).isZero();
        assertThat(SampleSiteCommand.run(good)).as("not empty any more").isEqualTo(2);
        assertThat(SampleSiteCommand.run("--clients", "-5", "--out", made + "2"))
                .isEqualTo(2);
        assertThat(SampleSiteCommand.run("--clients", "many", "--out", made + "2"))
                .isEqualTo(2);
        assertThat(SampleSiteCommand.run()).isEqualTo(2);
        assertThat(Path.of(made + "2")).doesNotExist();
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(site.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static String digest(SampleSummary of, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(of.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.append(result.getString(i)).append('|');
                }
                rows.add(row.toString());
            }
        }
        Collections.sort(rows);
        return Digests.sha256Hex(String.join("\n", rows));
    }

    private static Map<String, String> files(Path out) throws IOException {
        Map<String, String> all = new TreeMap<>();
        Path points = out.resolve("distribution-points");
        try (Stream<Path> paths = Files.walk(points)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                MessageDigest digest = Digests.sha256();
                if (Files.isRegularFile(path)) {
                    digest.update(Files.readAllBytes(path));
                }
                all.put(points.relativize(path).toString(), HexFormat.of().formatHex(digest.digest()));
            }
        }
        return all;
    }

    private static List<Path> inis(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(p -> p.toString().endsWith(".INI") && Files.isRegularFile(p))
                    .toList();
        }
    }
}
