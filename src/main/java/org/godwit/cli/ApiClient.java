package org.godwit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the REST interface of a server. Every answer that is no success becomes a {@link CliFailure}. */
final class ApiClient {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(5);

    private final URI server;
    private final String authorization;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * @param server base address, e.g. {@code http://localhost:8080}
     * @param authorization value of the Authorization header
     */
    ApiClient(URI server, String authorization) {
        this.server = server;
        this.authorization = authorization;
    }

    /** @param query what is null in it is left out */
    JsonNode get(String path, Map<String, ? extends @Nullable Object> query) {
        return json(send(request(path, query).GET().build()));
    }

    JsonNode get(String path) {
        return get(path, Map.of());
    }

    JsonNode post(String path, @Nullable Object body) {
        return json(send(withBody(path, "POST", body)));
    }

    JsonNode put(String path, Object body) {
        return json(send(withBody(path, "PUT", body)));
    }

    JsonNode delete(String path) {
        return json(send(withBody(path, "DELETE", null)));
    }

    /** Creates something; repeating the same call by the same client makes it once only. */
    JsonNode create(String path, Object body) {
        HttpRequest.Builder request = request(path, Map.of())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        return json(send(request.build()));
    }

    /** Copies what is answered, whatever it is, to the stream. */
    void download(String path, Map<String, ? extends @Nullable Object> query, OutputStream out) {
        try (InputStream in = send(request(path, query).GET().build()).body()) {
            in.transferTo(out);
        } catch (IOException e) {
            throw CliFailure.unreachable(server, e);
        }
    }

    private HttpRequest withBody(String path, String method, @Nullable Object body) {
        HttpRequest.Builder request = request(path, Map.of());
        if (body == null) {
            return request.method(method, HttpRequest.BodyPublishers.noBody()).build();
        }
        return request.header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
    }

    private HttpRequest.Builder request(String path, Map<String, ? extends @Nullable Object> query) {
        Map<String, Object> given = new LinkedHashMap<>();
        query.forEach((name, value) -> {
            if (value != null) {
                given.put(name, value);
            }
        });
        String text = given.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue().toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String base = server.toString().replaceAll("/+$", "");
        return HttpRequest.newBuilder(URI.create(base + "/api/v1" + path + (text.isEmpty() ? "" : "?" + text)))
                .timeout(ANSWER)
                .header("Authorization", authorization)
                .header("Accept", "application/json, application/problem+json, */*");
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        HttpResponse<InputStream> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw CliFailure.unreachable(server, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure(ExitCode.INTERRUPTED, "INTERRUPTED", "Interrupted.", "");
        }
        if (response.statusCode() >= 300) {
            throw problem(response);
        }
        return response;
    }

    private static JsonNode json(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readAllBytes();
            return bytes.length == 0 ? JSON.nullNode() : JSON.readTree(bytes);
        } catch (IOException | JacksonException e) {
            throw new CliFailure(
                    ExitCode.SERVER_ERROR,
                    "ANSWER_UNREADABLE",
                    "The server's answer is no JSON.",
                    "Is this address a Godwit server?");
        }
    }

    private static CliFailure problem(HttpResponse<InputStream> response) {
        int status = response.statusCode();
        JsonNode problem;
        try (InputStream body = response.body()) {
            problem = JSON.readTree(body.readAllBytes());
        } catch (IOException | JacksonException e) {
            problem = JSON.createObjectNode();
        }
        String correlation = response.headers().firstValue("X-Correlation-Id").orElse("");
        if (status >= 500 && !correlation.isEmpty()) {
            return new CliFailure(
                    ExitCode.SERVER_ERROR,
                    problem.path("code").asString("HTTP_" + status),
                    problem.path("detail").asString("The server answered with status " + status + "."),
                    (problem.path("hint").asString("") + " Correlation id: " + correlation).strip(),
                    problem);
        }
        return new CliFailure(
                ExitCode.ofStatus(status),
                problem.path("code").asString("HTTP_" + status),
                problem.path("detail").asString("The server answered with status " + status + "."),
                problem.path("hint").asString(""),
                problem);
    }
}
