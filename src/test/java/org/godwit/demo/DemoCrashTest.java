package org.godwit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSummary;
import org.godwit.shared.Digests;
import org.godwit.testing.JvmProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A demo whose JVM is killed in the client phase and again in the content phase, and finishes when it is started again. */
class DemoCrashTest {

    private static final String PASSWORD = "Crash-Test-Passw0rd";
    private static final Pattern ADDRESS = Pattern.compile("http://localhost:(\\d+)");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path dataDir;

    @Test
    void a_killed_migration_is_finished_by_the_next_start() throws Exception {
        try (JvmProcess first = start()) {
            first.await("Migration +CLIENTS");
            first.kill();
        }
        try (JvmProcess second = start()) {
            second.await("Migration +CLIENTS");
            second.await("Migration +CONTENT");
            second.kill();
        }
        SampleSummary sample = SampleSite.find(dataDir.resolve("demo/source")).orElseThrow();
        assertThat(published()).as("killed before the content was complete").hasSizeLessThan(24);
        assertPublishedPackagesAreWhole();

        try (JvmProcess third = start()) {
            third.await("The server stays up");
            assertThat(third.output()).contains("COMPLETED", "VERIFIED", "INTACT");
            JsonNode jobs = get(third, "migration-jobs");
            assertThat(jobs.get("total").asInt()).isEqualTo(1);
            assertThat(jobs.get("items").get(0).get("status").asString()).isEqualTo("COMPLETED");
            assertThat(get(third, "source-hierarchies").get("total").asInt()).isEqualTo(1);
            assertThat(get(third, "clients?size=1").get("total").asLong()).isEqualTo(sample.clients());
            assertThat(get(third, "clients?size=1&blocked=true").get("total").asLong())
                    .isEqualTo(sample.blockedClients());
        }
        assertThat(published()).hasSize(24);
        assertPublishedPackagesAreWhole();
        assertThat(storedFiles()).hasSize((int) sample.content().distinctFiles());
    }

    private JvmProcess start() throws IOException {
        return JvmProcess.start(
                "org.godwit.Godwit",
                Map.of("GODWIT_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD),
                List.of(
                        "demo",
                        "--server.port=0",
                        "--godwit.data-dir=" + dataDir,
                        "--godwit.schedule.poll-interval=100ms",
                        "--godwit.schedule.heartbeat-interval=1s",
                        "--godwit.demo.clients=20000",
                        "--godwit.demo.packages=24",
                        "--godwit.demo.file-bytes=100000"));
    }

    private Path library() {
        return dataDir.resolve("demo/destination/GDWDP1/SCCMContentLib");
    }

    private Set<String> published() throws IOException {
        return names(library().resolve("PkgLib"));
    }

    /** Every file that a published package lists is stored, with the bytes that its hash says. */
    private void assertPublishedPackagesAreWhole() throws IOException {
        for (String ini : published()) {
            List<String> contents = Files.readAllLines(
                            library().resolve("PkgLib").resolve(ini))
                    .stream()
                    .filter(line -> line.endsWith("=") || line.matches("[^\\[=]+=.*"))
                    .map(line -> line.substring(0, line.indexOf('=')))
                    .filter(key -> !key.equals("Version"))
                    .toList();
            assertThat(contents).as(ini).isNotEmpty();
            for (String content : contents) {
                assertWhole(library().resolve("DataLib").resolve(content));
            }
        }
    }

    private void assertWhole(Path content) throws IOException {
        try (Stream<Path> files = Files.walk(content)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String hash = Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("Hash="))
                        .map(line -> line.substring("Hash=".length()))
                        .findFirst()
                        .orElseThrow();
                Path stored = library()
                        .resolve("FileLib")
                        .resolve(hash.substring(0, 4))
                        .resolve(hash);
                assertThat(Digests.sha256Hex(Files.readAllBytes(stored))).isEqualToIgnoringCase(hash);
            }
        }
    }

    private Set<String> storedFiles() throws IOException {
        try (Stream<Path> files = Files.walk(library().resolve("FileLib"))) {
            return files.filter(Files::isRegularFile)
                    .map(f -> f.getFileName().toString())
                    .filter(name -> !name.contains("."))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<String> names(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return new HashSet<>();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private static String address(JvmProcess server) throws InterruptedException {
        Matcher address = ADDRESS.matcher(server.await(ADDRESS.pattern()));
        if (!address.find()) {
            throw new AssertionError("No address printed");
        }
        return address.group();
    }

    private static JsonNode get(JvmProcess server, String path) throws Exception {
        String login = Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address(server) + "/api/v1/" + path))
                .header("Authorization", "Basic " + login)
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.builder().build().readTree(answer.body());
    }
}
