package org.godwit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;
import org.godwit.shared.Digests;
import org.godwit.testing.JvmProcess;
import org.godwit.testing.SambaServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Servers and agents as real processes over one database, and a gathered sample source whose content they move. */
final class Cluster implements AutoCloseable {

    static final String PLACE = "BRANCH";
    private static final String PASSWORD = "Cluster-Test-Passw0rd";
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final JsonMapper JSON = JsonMapper.shared();

    /** How often servers and agents say that they live. */
    static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private final Path dir;
    private final String databaseUrl;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, JvmProcess> servers = new ConcurrentSkipListMap<>();
    private final Map<Integer, String> nodes = new ConcurrentSkipListMap<>();
    private final Map<Integer, Integer> ports = new ConcurrentSkipListMap<>();
    private final Map<Integer, JvmProcess> agents = new ConcurrentSkipListMap<>();
    private final List<JvmProcess> ended = new CopyOnWriteArrayList<>();
    private final List<Path> libraries = new ArrayList<>();
    private long hierarchyId;

    /** @param databaseUrl of an empty database that other processes reach, with its login */
    Cluster(Path dir, String databaseUrl) {
        this.dir = dir;
        this.databaseUrl = databaseUrl;
    }

    /** Starts server number 0, 1, … again after a kill, or for the first time. All have the same keys. */
    void startServer(int number) throws IOException, InterruptedException, SQLException {
        Path data = dir.resolve("server-" + number);
        Set<String> before = Set.copyOf(nodes.values());
        JvmProcess process = JvmProcess.start(
                "org.godwit.Godwit",
                Map.of("GODWIT_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD),
                List.of(
                        "server",
                        "--server.port=0",
                        "--spring.datasource.url=" + databaseUrl,
                        "--godwit.data-dir=" + data,
                        "--godwit.vault.key-file=" + dir.resolve("keys/vault.key"),
                        "--godwit.audit.key-file=" + dir.resolve("keys/audit.key"),
                        "--godwit.content.roots=" + dir,
                        "--godwit.network.allow-loopback=true",
                        "--godwit.agents.patience=20s",
                        "--godwit.schedule.poll-interval=200ms",
                        "--godwit.schedule.heartbeat-interval=" + HEARTBEAT.toMillis() + "ms"));
        servers.put(number, process);
        Matcher port = PORT.matcher(process.await("Tomcat started on port"));
        assertThat(port.find()).isTrue();
        process.await("Started Godwit");
        nodes.put(
                number,
                column("SELECT name FROM server_node ORDER BY started_at DESC").stream()
                        .filter(name -> !before.contains(name))
                        .findFirst()
                        .orElseThrow());
        ports.put(number, Integer.parseInt(port.group(1)));
    }

    /** Name of the node that a server's process is. */
    String node(int server) {
        return Objects.requireNonNull(nodes.get(server));
    }

    boolean serverRuns(int number) {
        return ports.containsKey(number);
    }

    boolean agentRuns(int number) {
        return agents.containsKey(number);
    }

    void killServer(int number) {
        ports.remove(number);
        end(servers.remove(number));
    }

    void killAgent(int number) {
        end(agents.remove(number));
    }

    /** Has a server end in order, as for a new version. */
    void stopServer(int number) throws InterruptedException {
        ports.remove(number);
        stop(servers.remove(number));
    }

    void stopAgent(int number) throws InterruptedException {
        stop(agents.remove(number));
    }

    private void stop(@Nullable JvmProcess process) throws InterruptedException {
        assertThat(Objects.requireNonNull(process).stop(Duration.ofMinutes(1)))
                .as("it ends when it is asked to")
                .isTrue();
        ended.add(process);
    }

    private void end(@Nullable JvmProcess process) {
        if (process != null) {
            process.kill();
            ended.add(process);
        }
    }

    /** The id an agent was enrolled with. */
    long agentId(int number) {
        try {
            return JSON.readTree(Files.readString(dir.resolve("agent-" + number).resolve("agent.json")))
                    .findValue("agentId")
                    .asLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Enrols agent number 0, 1, … at its first start, at a place of its own choice. */
    void startAgentAt(String place, int number, String... options) throws Exception {
        startAgent(List.of(), place, number, options);
    }

    /** @param before what the agent's command begins with, such as one that runs it in another network */
    void startAgent(List<String> before, String place, int number, String... options) throws Exception {
        Path data = dir.resolve("agent-" + number);
        List<String> arguments = new ArrayList<>(List.of(
                "agent",
                "--location",
                place,
                "--data-dir",
                data.toString(),
                "--name",
                "agent-" + number,
                "--content-root",
                dir.toString(),
                "--property",
                "godwit.network.allow-loopback=true"));
        if (!Files.exists(data.resolve("agent.json"))) {
            String token = post("agent-locations/" + place + "/enrolments", "")
                    .get("token")
                    .asString();
            arguments.addAll(List.of("--server", "http://localhost:" + anyPort(), "--token", token));
        }
        arguments.addAll(List.of(options));
        JvmProcess process = JvmProcess.start(before, "org.godwit.Godwit", Map.of(), arguments);
        process.await("serves " + place);
        agents.put(number, process);
    }

    void startAgent(int number, String... options) throws Exception {
        startAgentAt(PLACE, number, options);
    }

    /** The first column of what the database itself says. */
    List<String> column(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(databaseUrl);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        }
    }

    /** Waits a minute at most until a query finds nothing any more. @return how long that took */
    Duration untilNone(String sql) throws SQLException, InterruptedException {
        return untilNone(sql, Duration.ofMinutes(1));
    }

    Duration untilNone(String sql, Duration most) throws SQLException, InterruptedException {
        long begun = System.nanoTime();
        while (!column(sql).isEmpty()) {
            Duration passed = Duration.ofNanos(System.nanoTime() - begun);
            assertThat(passed).as(sql).isLessThan(most);
            Thread.sleep(50);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Makes a sample source beside server 0 and gathers it. */
    SampleSummary gatherSample(int packages, int fileBytes) throws Exception {
        return gatherSample(packages, 12, fileBytes);
    }

    SampleSummary gatherSample(int packages, int files, int fileBytes) throws Exception {
        SampleSummary sample = SampleSite.generate(SampleSpec.standard(dir.resolve("server-0/sample"))
                .withClients(50)
                .withPackages(packages)
                .withFiles(files, fileBytes));
        hierarchyId = post(
                        "source-hierarchies",
                        JSON.writeValueAsString(Map.of(
                                "name",
                                "Sample",
                                "topLevelSite",
                                Map.of(
                                        "siteServer",
                                        sample.siteServer(),
                                        "database",
                                        Map.of("jdbcUrl", sample.jdbcUrl())))))
                .get("id")
                .asLong();
        post("source-hierarchies/" + hierarchyId + "/gatherings", "");
        await(
                () -> get("source-hierarchies/" + hierarchyId + "/gatherings")
                        .get("items")
                        .get(0),
                gathering -> "READY SUCCEEDED COMPLETED"
                        .contains(gathering.get("status").asString()));
        Map<String, SampleSummary.Library> byName = sample.distributionPoints().stream()
                .collect(Collectors.toMap(l -> l.serverName().toLowerCase(Locale.ROOT), Function.identity()));
        for (JsonNode point : get("source-hierarchies/" + hierarchyId + "/distribution-points?size=100")
                .get("items")) {
            SampleSummary.Library library =
                    byName.get(point.get("serverName").asString().toLowerCase(Locale.ROOT));
            if (library != null) {
                send(
                        "PUT",
                        "source-hierarchies/" + hierarchyId + "/distribution-points/"
                                + point.get("id").asLong() + "/location",
                        JSON.writeValueAsString(Map.of(
                                "kind",
                                "DIRECTORY",
                                "path",
                                library.path(),
                                "additionalPaths",
                                library.additionalPaths())));
            }
        }
        return sample;
    }

    /** A destination point on disk. @return its id */
    long addPoint(String name) throws Exception {
        Path library = Files.createDirectories(dir.resolve("destination").resolve(name));
        libraries.add(library);
        return post(
                        "distribution-points",
                        JSON.writeValueAsString(Map.of(
                                "name",
                                name,
                                "siteCode",
                                "GDW",
                                "location",
                                Map.of("kind", "DIRECTORY", "path", library.toString()))))
                .get("id")
                .asLong();
    }

    /**
     * Has every source library read from a share instead of from the directory it lies in.
     *
     * @param share the directory that is shared
     * @param server host and port at which the share is reached
     */
    void sourceOnShare(SampleSummary sample, Path share, String server) throws Exception {
        for (JsonNode point : get("source-hierarchies/" + hierarchyId + "/distribution-points?size=100")
                .get("items")) {
            for (SampleSummary.Library library : sample.distributionPoints()) {
                if (!library.serverName()
                        .equalsIgnoreCase(point.get("serverName").asString())) {
                    continue;
                }
                List<String> roots = new ArrayList<>(library.additionalPaths());
                roots.add(library.path());
                for (String root : roots) {
                    copy(Path.of(root), share.resolve(library.serverName()));
                }
                send(
                        "PUT",
                        "source-hierarchies/" + hierarchyId + "/distribution-points/"
                                + point.get("id").asLong() + "/location",
                        JSON.writeValueAsString(Map.of(
                                "kind",
                                "SMB",
                                "server",
                                server,
                                "share",
                                "content",
                                "path",
                                library.serverName(),
                                "account",
                                account())));
            }
        }
    }

    private static Map<String, String> account() {
        return Map.of(
                "kind", "WINDOWS_USER", "domain", "TEST", "user", SambaServer.USER, "password", SambaServer.PASSWORD);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Path there = to.resolve(from.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    Files.createDirectories(there);
                } else {
                    Files.copy(one, there, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** A destination point on a share that is reached at a port of loopback. @return its id */
    long addPointOnShare(String name, int port) throws Exception {
        return addPointOnShare(name, "127.0.0.1:" + port);
    }

    /** A destination point on a share whose files are seen at a directory. @return its id */
    long addPointOnShare(String name, String server, Path share) throws Exception {
        libraries.add(share.resolve(name));
        return addPointOnShare(name, server);
    }

    private long addPointOnShare(String name, String server) throws Exception {
        return post(
                        "distribution-points",
                        JSON.writeValueAsString(Map.of(
                                "name",
                                name,
                                "siteCode",
                                "GDW",
                                "location",
                                Map.of(
                                        "kind", "SMB", "server", server, "share", "content", "path", name, "account",
                                        account()))))
                .get("id")
                .asLong();
    }

    /** Bytes of all files of a library, manifests included. */
    long bytes(int library) throws IOException {
        try (Stream<Path> files = Files.walk(libraries.get(library))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(f -> f.toFile().length())
                    .sum();
        }
    }

    /** The agent as an administrator sees it. */
    JsonNode agent(int number) throws Exception {
        long id = agentId(number);
        for (JsonNode agent : get("agents").get("items")) {
            if (agent.get("id").asLong() == id) {
                return agent;
            }
        }
        throw new AssertionError("no agent " + id);
    }

    /** @param megabytesPerSecond what the place's agents may move together; 0 for no limit */
    void serve(List<Long> points, int megabytesPerSecond) throws Exception {
        serve(points, megabytesPerSecond, 0);
    }

    /** @param pointsAtATime how many of them the place's agents may work on at a time together; 0 for no limit */
    void serve(List<Long> points, int megabytesPerSecond, int pointsAtATime) throws Exception {
        send(
                "PUT",
                "agent-locations/" + PLACE,
                JSON.writeValueAsString(Map.of(
                        "distributionPoints",
                        points,
                        "megabytesPerSecond",
                        megabytesPerSecond,
                        "pointsAtATime",
                        pointsAtATime)));
    }

    /** A job, started at once, that brings every package to these points. @return its id */
    long startContentJob(String name, List<Long> points) throws Exception {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("type", "CONTENT");
        body.put("sourceHierarchyId", hierarchyId);
        body.put("select", Map.of("packages", "ALL", "distributionPoints", points));
        long id =
                post("migration-jobs", JSON.writeValueAsString(body)).get("id").asLong();
        return id;
    }

    JsonNode job(long id) throws Exception {
        return get("migration-jobs/" + id);
    }

    JsonNode awaitEnd(long jobId) throws Exception {
        return await(
                () -> job(jobId),
                job -> List.of("COMPLETED", "FAILED", "STOPPED")
                        .contains(job.get("status").asString()));
    }

    /** Every file of a library with the digest of its bytes. */
    Map<String, String> tree(int library) {
        Path root = libraries.get(library);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(
                            f -> root.relativize(f).toString(), Cluster::digest, (a, b) -> a, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(Path file) {
        try {
            return Digests.sha256Hex(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode get(String path) throws Exception {
        return send("GET", path, "");
    }

    JsonNode post(String path, String body) throws Exception {
        return send("POST", path, body);
    }

    /** Asks any server that is there; another one if it goes away meanwhile. */
    JsonNode send(String method, String path, String body) throws InterruptedException {
        for (int i = 0; ; i++) {
            try {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + anyPort() + "/api/v1/" + path))
                                .header("Content-Type", "application/json")
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(
                                                                ("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8)))
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode())
                        .as(method + " " + path + ": " + answer.body())
                        .isBetween(200, 299);
                return answer.body().isBlank() ? JSON.nullNode() : JSON.readTree(answer.body());
            } catch (IOException e) {
                if (i > 100) {
                    throw new UncheckedIOException(e);
                }
                Thread.sleep(200);
            }
        }
    }

    private int anyPort() throws InterruptedException {
        while (ports.isEmpty()) {
            Thread.sleep(100);
        }
        return ports.values().iterator().next();
    }

    /** A question to the cluster. */
    @FunctionalInterface
    interface Question {
        JsonNode ask() throws Exception;
    }

    static JsonNode await(Question question, java.util.function.Predicate<JsonNode> enough) throws Exception {
        long deadline = System.nanoTime() + java.time.Duration.ofMinutes(5).toNanos();
        while (true) {
            JsonNode answer = question.ask();
            if (enough.test(answer)) {
                return answer;
            }
            assertThat(System.nanoTime()).as("still " + answer).isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    /** Everything agents and servers have logged, those that were killed included; the last of each where it is much. */
    String output(int most) {
        return processes()
                .map(JvmProcess::output)
                .map(text -> text.length() > most ? text.substring(text.length() - most) : text)
                .collect(Collectors.joining("\n=====\n"));
    }

    private Stream<JvmProcess> processes() {
        return Stream.of(servers.values(), agents.values(), ended).flatMap(Collection::stream);
    }

    @Override
    public void close() {
        processes().toList().forEach(JvmProcess::close);
    }
}
