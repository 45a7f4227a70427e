package org.godwit.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server in a process of its own, spoken to over HTTP as its first administrator. */
public final class ServerProcess implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ProcessHandle process;
    private final int port;
    private final String password;
    private final HttpClient http = HttpClient.newHttpClient();

    private ServerProcess(ProcessHandle process, int port, String password) {
        this.process = process;
        this.port = port;
        this.password = password;
    }

    /** An answer with its status. */
    public record Answer(int status, String body, @Nullable String correlationId) {
        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    public static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** Speaks to a server that something else started. */
    public static ServerProcess attach(long pid, int port, String password) {
        return new ServerProcess(ProcessHandle.of(pid).orElseThrow(), port, password);
    }

    /**
     * Starts {@code server} and waits until it is ready.
     *
     * @param output file that gets what it prints
     */
    public static ServerProcess start(
            Path jar, Path dataDir, String password, Path output, Map<String, String> environment) throws IOException {
        return start(List.of("-XX:TieredStopAtLevel=1"), jar, dataDir, password, output, environment);
    }

    /** @param java further options of the virtual machine */
    public static ServerProcess start(
            List<String> java, Path jar, Path dataDir, String password, Path output, Map<String, String> environment)
            throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx512m"));
        command.addAll(java);
        command.addAll(List.of("-jar", jar.toString(), "server"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "GODWIT_DATA_DIR",
                        dataDir.toString(),
                        "SERVER_PORT",
                        Integer.toString(port),
                        "GODWIT_BOOTSTRAP_ADMIN_PASSWORD",
                        password,
                        "GODWIT_NETWORK_ALLOW_LOOPBACK",
                        "true"));
        builder.environment().putAll(environment);
        ServerProcess server = new ServerProcess(builder.start().toHandle(), port, password);
        try {
            server.awaitReady();
        } catch (RuntimeException e) {
            server.close();
            throw new AssertionError("The server does not start:\n" + Files.readString(output), e);
        }
        return server;
    }

    /** Runs another command of the jar and returns what it printed. */
    public static String run(Path jar, Path output, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java(), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + ":\n" + Files.readString(output));
        }
        return Files.readString(output);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private void awaitReady() {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("it ended");
            }
            try {
                return send("GET", "/actuator/health/readiness", null, Map.of()).status() == 200;
            } catch (IOException e) {
                return false;
            }
        });
    }

    public JsonNode get(String path) throws Exception {
        return ok(send("GET", "/api/v1" + path, null, Map.of()));
    }

    public JsonNode post(String path, String body) throws Exception {
        return ok(send("POST", "/api/v1" + path, body, Map.of()));
    }

    public JsonNode put(String path, String body) throws Exception {
        return ok(send("PUT", "/api/v1" + path, body, Map.of()));
    }

    /** @param path from the root on */
    public Answer send(String method, String path, @Nullable String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(PATIENCE)
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(),
                answer.body(),
                answer.headers().firstValue("X-Correlation-Id").orElse(null));
    }

    private static JsonNode ok(Answer answer) {
        if (answer.status() >= 300) {
            throw new AssertionError(answer.toString());
        }
        return answer.body().isEmpty() ? JSON.nullNode() : answer.json();
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it as kill -9 does. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
