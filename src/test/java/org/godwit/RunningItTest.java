package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.godwit.testing.GettingStarted;
import org.godwit.testing.HttpSink;
import org.godwit.testing.JarLauncher;
import org.godwit.testing.ServerProcess;
import org.godwit.testing.Stepwise;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The server as it is run: docs/getting-started.sh from an empty directory, then what it logs, measures and traces, and a
 * backup that is taken during a job and finishes it elsewhere.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(Stepwise.class)
class RunningItTest {

    private static final String PASSWORD = GettingStarted.PASSWORD;
    private static final Pattern CMTRACE = Pattern.compile(
            "<!\\[LOG\\[.*?]LOG]!><time=\"\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[+-]\\d{3}\" date=\"\\d\\d-\\d\\d-\\d{4}\""
                    + " component=\"[^\"]+\" context=\"[^\"]*\" type=\"[123]\" thread=\"[^\"]+\" file=\"[^\"]+\">\r\n",
            Pattern.DOTALL);
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:[a-zA-Z_]\\w*=\"(?:[^\"\\\\]|\\\\.)*\",?)*})?"
                    + " (NaN|[+-]Inf|[-+0-9.eE]+)( \\d+)?");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path home;

    private final ByteArrayOutputStream traces = new ByteArrayOutputStream();
    private @Nullable HttpServer collector;
    private @Nullable ServerProcess server;
    private Path jar = Path.of("");
    private String printed = "";

    @BeforeAll
    void prepare() throws Exception {
        jar = JarLauncher.write(home.resolve("godwit.jar"));
        HttpServer sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.createContext("/v1/traces", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            synchronized (traces) {
                traces.write(
                        zipped ? new GZIPInputStream(new java.io.ByteArrayInputStream(body)).readAllBytes() : body);
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        sink.start();
        collector = sink;
    }

    @AfterAll
    void end() {
        if (server != null) {
            server.close();
        }
        if (collector != null) {
            collector.stop(0);
        }
    }

    @Test
    @Order(1)
    void theScriptOfTheDocumentationGoesFromAnEmptyDirectoryToAVerifiedReport() throws Exception {
        GettingStarted script = GettingStarted.run(
                jar,
                home,
                Map.of(
                        "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT",
                        "http://127.0.0.1:"
                                + Objects.requireNonNull(collector).getAddress().getPort() + "/v1/traces"));
        server = script.server();
        printed = script.printed();
        assertThat(script.exit()).as(printed).isZero();
        assertThat(printed).contains("COMPLETED", "VERIFIED", "INTACT");
        assertThat(home.resolve("run/report.html")).content().contains("VERIFIED");
        assertThat(home.resolve("run/report.csv")).content().contains("PACKAGE");
        Matcher sample = Pattern.compile("Clients +(\\d+) to migrate, (\\d+) of them blocked")
                .matcher(printed);
        assertThat(sample.find()).isTrue();
        assertThat(server().get("/clients?size=1").path("total").asString()).isEqualTo(sample.group(1));
        assertThat(server().get("/clients?size=1&blocked=true").path("total").asString())
                .isEqualTo(sample.group(2));
        assertThat(published("GDWDP1")).hasSize(6);
    }

    @Test
    @Order(2)
    void theLogIsInTheFormatThatCmTraceReads() throws Exception {
        String log = Files.readString(home.resolve("run/data/logs/migmctrl.log"));
        assertThat(log).contains("Started Godwit");
        assertThat(CMTRACE.matcher(log).replaceAll("")).isEmpty();
    }

    @Test
    @Order(3)
    void healthTellsOfEachComponent() throws Exception {
        JsonNode health =
                server().send("GET", "/actuator/health", null, Map.of()).json();
        assertThat(health.path("components").propertyNames())
                .contains("db", "scheduler", "keys", "diskSpace", "sourceDatabases", "providers", "shares", "syslog");
        assertThat(health.path("components").path("keys").path("status").asString())
                .isEqualTo("UP");
        JsonNode readiness = server().send("GET", "/actuator/health/readiness", null, Map.of())
                .json();
        assertThat(readiness.path("components").propertyNames())
                .containsExactlyInAnyOrder("readinessState", "db", "scheduler", "keys");
    }

    @Test
    @Order(4)
    void everyMetricOfTheDocumentationExistsAndMoves() throws Exception {
        Map<String, String> before = scrape();
        String smsId = "GUID:6F1C0D2A-1111-2222-3333-444455556666";
        String blocked = server().get("/clients?size=1&blocked=true")
                .path("items")
                .get(0)
                .path("smsId")
                .asString();
        server().post("/clients/assignments", "{\"smsId\":\"" + smsId + "\",\"siteCode\":\"GDW\"}");
        assertThat(server().send(
                                "POST",
                                "/api/v1/clients/assignments",
                                "{\"smsId\":\"" + blocked + "\",\"siteCode\":\"GDW\"}",
                                Map.of())
                        .status())
                .isEqualTo(409);
        server().put(
                        "/settings/mail",
                        "{\"host\":\"mail.invalid\",\"user\":\"godwit\",\"password\":\"x\",\"sender\":\"g@contoso.com\"}");
        point("GDWDP2", 0);
        long job = job("GDWDP2");
        String id = "night-shift-" + job;
        ServerProcess.Answer started =
                server().send("POST", "/api/v1/migration-jobs/" + job + "/start", null, Map.of("X-Correlation-Id", id));
        assertThat(started.correlationId()).isEqualTo(id);
        awaitCompleted(server(), job);

        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    Map<String, String> after = scrape();
                    List<String> missing = new ArrayList<>();
                    List<String> still = new ArrayList<>();
                    for (String metric : documented()) {
                        if (samples(after, metric).isEmpty()) {
                            missing.add(metric);
                        } else if (!metric.startsWith("godwit_tasks_") // a moment's state, see ServerMetersTest
                                && samples(after, metric).equals(samples(before, metric))) {
                            still.add(metric);
                        }
                    }
                    assertThat(missing).as("documented and not there").isEmpty();
                    assertThat(still).as("there and not moving").isEmpty();
                });
        List<String> actions = new ArrayList<>();
        server().get("/audit-events?size=200&object=" + job).path("items").forEach(event -> {
            if (id.equals(event.path("correlationId").asString(""))) {
                actions.add(event.path("action").asString());
            }
        });
        assertThat(actions)
                .as("what the request caused, the job's end included")
                .contains("MIGRATION_JOB_STARTED", "MIGRATION_JOB_COMPLETED");
    }

    @Test
    @Order(5)
    void tracesReachTheCollectorThatWasNamed() {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            synchronized (traces) {
                assertThat(traces.toString(StandardCharsets.ISO_8859_1))
                        .contains("task migration-run", "task gathering", "http post");
            }
        });
    }

    @Test
    @Order(6)
    void whatNeedsAPersonIsToldByMailAndWebhookOnce() throws Exception {
        GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        try (HttpSink sink = new HttpSink()) {
            server().put(
                            "/settings/mail",
                            "{\"host\":\"127.0.0.1\",\"port\":" + smtp.getSmtp().getPort()
                                    + ",\"security\":\"NONE\",\"sender\":\"godwit@contoso.com\"}");
            server().put(
                            "/settings/alerts",
                            "{\"enabled\":true,\"recipients\":[{\"address\":\"ana@contoso.com\",\"delivery\":\"AT_ONCE\"}],"
                                    + "\"webhook\":{\"url\":\"" + sink.url() + "\"}}");
            blockedClientTries();
            contentIsTamperedWith();
            clientIsBlockedAtTheSourceAfterItAssignedItself();
            for (String kind : List.of("BLOCKED_ASSIGNMENT_TRIED", "CONTENT_TAMPERED", "EARLY_ASSIGNMENT")) {
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                    assertThat(Arrays.stream(smtp.getReceivedMessages())
                                    .filter(mail -> text(mail).contains(kind + " (")))
                            .as("mails of " + kind)
                            .hasSize(1);
                    assertThat(sink.posts().stream().filter(post -> post.body().contains("\"" + kind + "\"")))
                            .as("posts of " + kind)
                            .hasSize(1);
                });
            }
        } finally {
            server().put("/settings/alerts", "{\"enabled\":false}");
            smtp.stop();
        }
    }

    private void blockedClientTries() throws Exception {
        String blocked = server().get("/clients?size=2&blocked=true")
                .path("items")
                .get(1)
                .path("smsId")
                .asString();
        for (int i = 0; i < 2; i++) {
            assertThat(assign(blocked).status()).isEqualTo(409);
        }
    }

    private void contentIsTamperedWith() throws Exception {
        Path file;
        try (Stream<Path> files =
                Files.walk(home.resolve("run/destination/GDWDP1").resolve("FileLib"))) {
            file = files.filter(f -> Files.isRegularFile(f) && !f.toString().endsWith(".INI"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
        for (int i = 0; i < 2; i++) { // found twice, told once
            JsonNode validation = server().post("/distribution-points/1/verify", "");
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> server().get("/distribution-points/1/validations/"
                                    + validation.path("id").asLong())
                            .path("status")
                            .asString()
                            .equals("DIFFERENT"));
        }
    }

    private void clientIsBlockedAtTheSourceAfterItAssignedItself() throws Exception {
        String smsId = server().get("/clients?size=1&blocked=false")
                .path("items")
                .get(0)
                .path("smsId")
                .asString();
        assertThat(assign(smsId).status()).isEqualTo(201);
        Matcher url = Pattern.compile("Site database +(\\S+)").matcher(printed);
        assertThat(url.find()).isTrue();
        try (Connection source = DriverManager.getConnection(url.group(1));
                PreparedStatement block =
                        source.prepareStatement("UPDATE v_CombinedDeviceResources SET IsBlocked = 1 WHERE SMSID = ?")) {
            block.setString(1, smsId);
            assertThat(block.executeUpdate()).isPositive();
        }
        server().post("/source-hierarchies/1/gatherings", "");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> server().get("/clients/" + smsId).path("blocked").asBoolean());
    }

    private ServerProcess.Answer assign(String smsId) throws Exception {
        return server().send(
                        "POST",
                        "/api/v1/clients/assignments",
                        "{\"smsId\":\"" + smsId + "\",\"siteCode\":\"GDW\"}",
                        Map.of());
    }

    private static String text(MimeMessage mail) {
        try {
            return mail.getContent().toString();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Order(7)
    void aBackupTakenDuringAJobIsRestoredToAServerThatFinishesIt() throws Exception {
        point("GDWDP3", 1);
        long job = job("GDWDP3");
        server().post("/migration-jobs/" + job + "/start", "");
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    JsonNode now = server().get("/migration-jobs/" + job);
                    return now.path("progress").path("phase").asString("").equals("CONTENT")
                            && now.path("progress").path("bytesDone").asLong() > 0;
                });
        JsonNode backup = server().post("/backups", "");
        assertThat(backup.path("database").asBoolean()).isTrue();
        assertThat(server().get("/migration-jobs/" + job).path("status").asString())
                .as("the job during whose run the backup was taken")
                .isEqualTo("RUNNING");
        server().kill();

        Path lost = Files.move(home.resolve("run/data"), home.resolve("run/lost"));
        Path backups = lost.resolve("backups");
        Path restored = home.resolve("run/data");
        String name = backup.path("name").asString();
        ServerProcess.run(
                jar,
                home.resolve("restore.log"),
                "restore",
                "--database",
                backups.resolve(name + "-database.zip").toString(),
                "--keys",
                backups.resolve(name + "-keys.zip").toString(),
                "--to",
                restored.toString());
        Files.move(lost.resolve("source"), restored.resolve("source"));
        Path output = home.resolve("restored.log");
        server = ServerProcess.start(
                jar,
                restored,
                PASSWORD,
                output,
                Map.of(
                        "GODWIT_CONTENT_ROOTS",
                        home.resolve("run").toString(),
                        "LOGGING_STRUCTURED_FORMAT_CONSOLE",
                        "ecs"));
        awaitCompleted(server(), job);
        assertThat(published("GDWDP3")).hasSize(6);
        assertThat(server().post("/audit-events/verify", "").path("verdict").asString())
                .isEqualTo("INTACT");
        assertThat(Files.readAllLines(output).stream().filter(line -> !line.isBlank()))
                .as("JSON lines, when asked for")
                .anySatisfy(line -> assertThat(line).startsWith("{\"@timestamp\":"));
    }

    private ServerProcess server() {
        return Objects.requireNonNull(server);
    }

    private void point(String name, int megabytesPerSecond) throws Exception {
        Path path = Files.createDirectories(home.resolve("run/destination").resolve(name));
        server().post(
                        "/distribution-points",
                        "{\"name\":\"" + name
                                + "\",\"siteCode\":\"GDW\",\"location\":{\"kind\":\"DIRECTORY\",\"path\":\"" + path
                                + "\"},\"bandwidth\":{\"megabytesPerSecond\":" + megabytesPerSecond + "}}");
    }

    /** A job that brings every package to one point. */
    private long job(String point) throws Exception {
        long id = server().get("/distribution-points?size=100")
                .path("items")
                .valueStream()
                .filter(p -> p.path("name").asString().equals(point))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asLong();
        return server().post(
                        "/migration-jobs",
                        "{\"name\":\"Content to " + point
                                + "\",\"type\":\"CONTENT\",\"sourceHierarchyId\":1,\"select\":{\"packages\":\"ALL\","
                                + "\"distributionPoints\":[" + id + "]},\"schedule\":{\"when\":\"LATER\"}}")
                .path("id")
                .asLong();
    }

    private static void awaitCompleted(ServerProcess server, long job) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> !server.get("/migration-jobs/" + job)
                        .path("status")
                        .asString()
                        .equals("RUNNING"));
        try {
            JsonNode ended = server.get("/migration-jobs/" + job);
            assertThat(ended.path("status").asString()).as(ended.toString()).isEqualTo("COMPLETED");
            assertThat(ended.path("verification").path("verdict").asString()).isEqualTo("VERIFIED");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<String> published(String point) throws Exception {
        try (Stream<Path> files =
                Files.list(home.resolve("run/destination").resolve(point).resolve("PkgLib"))) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }

    /** Metrics named in docs/operate.md. */
    private static List<String> documented() throws Exception {
        String page = Files.readString(Path.of("docs", "operate.md"));
        String table = page.substring(page.indexOf("<!-- metrics -->"));
        List<String> names = Arrays.stream(
                        table.substring(0, table.indexOf("\n\n")).split("\n"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
        assertThat(names).hasSizeGreaterThan(10);
        return names;
    }

    /** Every line of the Prometheus text parses; the samples by name with tags. */
    private Map<String, String> scrape() throws Exception {
        ServerProcess.Answer answer =
                server().send("GET", "/actuator/prometheus", null, Map.of("Accept", "text/plain"));
        assertThat(answer.status()).isEqualTo(200);
        Map<String, String> samples = new LinkedHashMap<>();
        Map<String, String> types = new HashMap<>();
        for (String line : answer.body().split("\n")) {
            if (line.startsWith("# TYPE ")) {
                types.put(line.split(" ")[2], line.split(" ")[3]);
            } else if (!line.startsWith("#") && !line.isBlank()) {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                samples.put(sample.group(1) + Objects.toString(sample.group(2), ""), sample.group(3));
            }
        }
        assertThat(types.values()).isSubsetOf("counter", "gauge", "summary", "histogram", "untyped", "info");
        return samples;
    }

    private static String name(String key) {
        int brace = key.indexOf('{');
        return brace < 0 ? key : key.substring(0, brace);
    }

    private static Map<String, String> samples(Map<String, String> all, String metric) {
        return all.entrySet().stream()
                .filter(e -> name(e.getKey()).equals(metric))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
