package org.godwit.gathering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.Godwit;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;
import org.godwit.testing.H2Databases;
import org.godwit.testing.JvmProcess;
import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Server nodes in JVMs of their own over one database: killed in each phase of a gathering, and gathering at the same moment. */
class GatheringNodesTest {

    private static final String PASSWORD = "Nodes-Test-Passw0rd";
    private static final Map<String, String> STALLING = Map.of(
            "HIERARCHY", "v_Site",
            "OBJECTS", "v_Program",
            "CLIENTS", "v_CombinedDeviceResources",
            "PACKAGE_STATUS", "v_DistributionPoint");
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path dataDir;

    private @Nullable Server database;
    private String databaseUrl = "";
    private String sourceUrl = "";
    private String siteServer = "";

    @BeforeEach
    void makeDatabaseAndSource() throws Exception {
        database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        databaseUrl = H2Databases.served(database.getPort(), H2Databases.newName());
        SampleSummary sample = SampleSite.generate(SampleSpec.small(dataDir.resolve("source"))
                .withClients(60)
                .withPackages(12)
                .withFiles(1, 100));
        sourceUrl = sample.jdbcUrl();
        siteServer = sample.siteServer();
        changeSource("CREATE ALIAS stall FOR '" + Stall.class.getName() + ".in'");
        for (Map.Entry<String, String> stalling : STALLING.entrySet()) {
            String view = stalling.getValue();
            changeSource(
                    "ALTER TABLE " + view + " RENAME TO all_" + view,
                    "CREATE VIEW " + view + " AS SELECT * FROM all_" + view + " WHERE stall('" + stalling.getKey()
                            + "') = 1");
        }
    }

    @AfterEach
    void stopDatabase() {
        if (database != null) {
            database.stop();
        }
    }

    private void changeSource(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(sourceUrl, "sa", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** @param stallIn the phase in which it holds; empty for none */
    private JvmProcess node(String stallIn) throws IOException {
        return node(Map.of(
                "GODWIT_BOOTSTRAP_ADMIN_PASSWORD",
                PASSWORD,
                Stall.PHASE,
                stallIn,
                Stall.FILE,
                stalledFile(stallIn).toString()));
    }

    /** One to which every source is slow, so that two requests meet. */
    private JvmProcess slowNode() throws IOException {
        return node(Map.of("GODWIT_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD, Stall.MILLIS, "20"));
    }

    private JvmProcess node(Map<String, String> environment) throws IOException {
        return JvmProcess.start(
                Godwit.class.getName(),
                environment,
                List.of(
                        "server",
                        "--server.port=0",
                        "--godwit.data-dir=" + dataDir,
                        "--spring.datasource.url=" + databaseUrl,
                        "--spring.datasource.username=sa",
                        "--spring.datasource.password=",
                        "--godwit.schedule.poll-interval=100ms",
                        "--godwit.schedule.heartbeat-interval=1s"));
    }

    private Path stalledFile(String phase) {
        return dataDir.resolve("stalled-" + phase);
    }

    private static JsonNode call(JvmProcess node, String method, String path, String body) throws Exception {
        Matcher port = PORT.matcher(node.await("Tomcat started on port"));
        assertThat(port.find()).isTrue();
        String login = Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port.group(1) + "/api/v1/source-hierarchies" + path))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return JsonMapper.shared().readTree(answer.body());
    }

    private long define(JvmProcess node) throws Exception {
        return call(node, "POST", "", """
                        {"name": "Nodes", "topLevelSite": {"siteServer": "%s", "database": {"jdbcUrl": "%s"}},
                         "gatherEvery": "PT4H"}""".formatted(siteServer, sourceUrl.replace("\\", "\\\\")))
                .get("id")
                .asLong();
    }

    private static void awaitReady(JvmProcess node, long hierarchyId, int number) {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    String status = call(node, "GET", "/" + hierarchyId + "/gatherings/" + number, "")
                            .get("status")
                            .asString();
                    assertThat(status).isIn("RUNNING", "READY");
                    return status.equals("READY");
                });
    }

    private List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(databaseUrl, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(found.getString(i)).append(' ');
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    /** All that the last good gathering left behind. */
    private List<String> catalogue() throws SQLException {
        List<String> all = new ArrayList<>();
        for (String table : List.of(
                "migration_entity",
                "entity_payload",
                "entity_reference",
                "entity_history",
                "gathered_client",
                "block_guard",
                "source_site",
                "source_content",
                "source_package_location",
                "source_distribution_point")) {
            query("SELECT * FROM " + table + " ORDER BY 1, 2").forEach(row -> all.add(table + " " + row));
        }
        return all;
    }

    @Test
    void killedInEachPhaseItLeavesTheCatalogueAndIsTakenUpAgain() throws Exception {
        long id;
        try (JvmProcess first = node("")) {
            id = define(first);
            awaitReady(first, id, 1);
        }
        List<String> before = catalogue();
        assertThat(before).hasSizeGreaterThan(500);
        changeSource(
                "INSERT INTO v_Collection (CollectionID, Name, CollectionType) VALUES ('CAS0FFFF', 'New', 2)",
                "UPDATE all_v_CombinedDeviceResources SET LastDDR = DATEADD(DAY, 1, LastDDR)"
                        + " WHERE MachineID IN (16777217, 16777218)",
                "UPDATE v_R_System SET Client_Version0 = '5.00.9999.1' WHERE ResourceID IN (16777217, 16777218)");

        boolean asked = false;
        for (String phase : List.of("HIERARCHY", "OBJECTS", "CLIENTS", "PACKAGE_STATUS")) {
            try (JvmProcess node = node(phase)) {
                if (!asked) {
                    call(node, "POST", "/" + id + "/gatherings", "");
                    asked = true;
                }
                await().atMost(Duration.ofMinutes(3))
                        .pollInterval(Duration.ofMillis(100))
                        .until(() -> Files.exists(stalledFile(phase)));
                node.kill();
            }
            await().atMost(Duration.ofMinutes(1)) // the database has seen that its client is gone
                    .untilAsserted(() ->
                            assertThat(catalogue()).as("killed in " + phase).isEqualTo(before));
        }

        try (JvmProcess last = node("")) {
            awaitReady(last, id, 2);
            JsonNode gathering = call(last, "GET", "/" + id + "/gatherings/2", "");
            assertThat(gathering.get("added").asInt()).isEqualTo(1);
            assertThat(gathering.get("modified").asInt()).isEqualTo(2);
            assertThat(call(last, "GET", "/" + id + "/gatherings", "")
                            .get("total")
                            .asInt())
                    .isEqualTo(2);
        }
        assertThat(catalogue()).isNotEqualTo(before);
    }

    @Test
    void twoNodesAskedAtTheSameMomentGatherOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (JvmProcess one = slowNode()) {
            long id = define(one);
            awaitReady(one, id, 1);
            gatherOnBoth(one, id, threads);
        } finally {
            threads.shutdownNow();
        }
    }

    private void gatherOnBoth(JvmProcess one, long id, ExecutorService threads) throws Exception {
        try (JvmProcess other = slowNode()) {
            call(other, "GET", "/" + id, "");
            for (int number = 2; number <= 6; number++) {
                Callable<Integer> here = () -> call(one, "POST", "/" + id + "/gatherings", "")
                        .get("number")
                        .asInt();
                Callable<Integer> there = () -> call(other, "POST", "/" + id + "/gatherings", "")
                        .get("number")
                        .asInt();

                for (Future<Integer> begun : threads.invokeAll(List.of(here, there))) {
                    assertThat(begun.get()).isEqualTo(number);
                }

                awaitReady(one, id, number);
            }
            assertThat(call(other, "GET", "/" + id + "/gatherings", "")
                            .get("total")
                            .asInt())
                    .isEqualTo(6);
            assertThat(query("SELECT COUNT(*) FROM audit_event WHERE action = 'SOURCE_GATHERED'"))
                    .as("cycles that were run")
                    .containsExactly("6 ");
            assertThat(query("SELECT COUNT(*) FROM audit_event WHERE action = 'GATHERING_STARTED'"))
                    .containsExactly("6 ");
        }
    }
}
