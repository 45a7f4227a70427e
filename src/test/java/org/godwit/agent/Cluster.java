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
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Servers and agents as real processes over one database, and a gathered sample source whose content they move. */
final class Cluster implements AutoCloseable {

    static final String PLACE = "BRANCH";
    private static final String PASSWORD = "Cluster-Test-Passw0rd";
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path dir;
    private final String databaseUrl;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<@Nullable JvmProcess> servers = new ArrayList<>();
    private final Map<Integer, Integer> ports = new TreeMap<>();
    private final List<@Nullable JvmProcess> agents = new ArrayList<>();
    private final List<Path> libraries = new ArrayList<>();
    private long hierarchyId;

    /** @param databaseUrl of an empty database that other processes reach, with its login */
    Cluster(Path dir, String databaseUrl) {
        this.dir = dir;
        this.databaseUrl = databaseUrl;
    }

    /** Starts server number 0, 1, … again after a kill, or for the first time. Both have the same keys. */
    void startServer(int number) throws IOException, InterruptedException {
        while (servers.size() <= number) {
            servers.add(null);
        }
        Path data = dir.resolve("server-" + number);
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
                        "--godwit.schedule.heartbeat-interval=1s"));
        servers.set(number, process);
        Matcher port = PORT.matcher(process.await("Tomcat started on port"));
        assertThat(port.find()).isTrue();
        ports.put(number, Integer.parseInt(port.group(1)));
        process.await("Started Godwit");
    }

    void killServer(int number) {
        JvmProcess process = servers.get(number);
        if (process != null) {
            process.kill();
            servers.set(number, null);
            ports.remove(number);
        }
    }

    void killAgent(int number) {
        JvmProcess process = agents.get(number);
        if (process != null) {
            process.kill();
            agents.set(number, null);
        }
    }

    /** Enrols agent number 0, 1, … at its first start. */
    void startAgent(int number, String... options) throws Exception {
        while (agents.size() <= number) {
            agents.add(null);
        }
        Path data = dir.resolve("agent-" + number);
        List<String> arguments = new ArrayList<>(List.of(
                "agent",
                "--location",
                PLACE,
                "--data-dir",
                data.toString(),
                "--name",
                "agent-" + number,
                "--content-root",
                dir.toString()));
        if (!Files.exists(data.resolve("agent.json"))) {
            String token = post("agent-locations/" + PLACE + "/enrolments", "")
                    .get("token")
                    .asString();
            arguments.addAll(List.of("--server", "http://localhost:" + anyPort(), "--token", token));
        }
        arguments.addAll(List.of(options));
        JvmProcess process = JvmProcess.start("org.godwit.Godwit", Map.of(), arguments);
        agents.set(number, process);
        process.await("serves BRANCH");
    }

    /** Makes a sample source beside server 0 and gathers it. */
    SampleSummary gatherSample(int packages, int fileBytes) throws Exception {
        SampleSummary sample = SampleSite.generate(SampleSpec.standard(dir.resolve("server-0/sample"))
                .withClients(50)
                .withPackages(packages)
                .withFiles(12, fileBytes));
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

    void serve(List<Long> points) throws Exception {
        send("PUT", "agent-locations/" + PLACE, JSON.writeValueAsString(Map.of("distributionPoints", points)));
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

    private int anyPort() {
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

    /** Everything the agents have logged, those killed as well. */
    String agentLogs() throws IOException {
        StringBuilder logs = new StringBuilder();
        for (int i = 0; i < agents.size(); i++) {
            logs.append(Files.readString(dir.resolve("agent-" + i + "/logs/agent.log")));
        }
        return logs.toString();
    }

    String output() {
        return Stream.concat(servers.stream(), agents.stream())
                .filter(java.util.Objects::nonNull)
                .map(JvmProcess::output)
                .map(text -> text.length() > 6000 ? text.substring(text.length() - 6000) : text)
                .collect(Collectors.joining("\n=====\n"));
    }

    @Override
    public void close() {
        Stream.concat(servers.stream(), agents.stream())
                .filter(java.util.Objects::nonNull)
                .forEach(JvmProcess::close);
    }
}
