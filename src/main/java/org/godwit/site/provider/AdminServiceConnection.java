package org.godwit.site.provider;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.godwit.credential.KerberosFailure;
import org.godwit.site.SourceFailure;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One AdminService: sends requests with a fresh SPNEGO token, waits and repeats what may pass by itself; so what is posted must
 * come to the same when it is posted twice. It never sends a password, and follows no redirection.
 */
final class AdminServiceConnection {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AdminServiceUris uris;
    private final HttpClient http;
    private final Function<String, String> authorization;
    private final ProviderProperties properties;
    private @Nullable Instant serverTime;

    /** @param authorization from a host name to the Authorization header */
    AdminServiceConnection(
            AdminServiceUris uris,
            HttpClient http,
            Function<String, String> authorization,
            ProviderProperties properties) {
        this.uris = uris;
        this.http = http;
        this.authorization = authorization;
        this.properties = properties;
    }

    AdminServiceUris uris() {
        return uris;
    }

    Optional<Instant> serverTime() {
        return Optional.ofNullable(serverTime);
    }

    /**
     * What is asked.
     *
     * @param body JSON to post; null to get
     */
    record Request(URI uri, @Nullable String body) {

        static Request get(URI uri) {
            return new Request(uri, null);
        }
    }

    /**
     * The status and, where it is fine, the body.
     *
     * @param status 200, 400 or 404; every other one is thrown
     * @param body null for 400, 404 and where nothing was said
     */
    record Answer(int status, @Nullable JsonNode body) {}

    /**
     * @throws SourceFailure for 401 and 403; for others only after all attempts
     * @throws Unavailable if this provider cannot be reached, so that another may be asked
     */
    Answer ask(Request request) throws Unavailable {
        for (int attempt = 1; ; attempt++) {
            Duration wait = properties.backOff().multipliedBy(1L << (attempt - 1));
            try {
                HttpResponse<byte[]> response = send(request);
                int status = response.statusCode();
                if (status == 400 || status == 404) {
                    return new Answer(status, null);
                }
                if (status == 200 || request.body() != null && (status == 201 || status == 204)) {
                    return new Answer(200, status == 204 ? null : body(response));
                }
                if (status == 401) {
                    throw ProviderFailures.notSignedIn(uris.base());
                }
                if (status == 403) {
                    throw ProviderFailures.forbidden(uris.base());
                }
                boolean passing = status == 429 || status >= 500;
                if (!passing || attempt >= properties.attempts()) {
                    throw new Unavailable(ProviderFailures.unexpected(uris.base(), status));
                }
                wait = retryAfter(response).orElse(wait);
            } catch (IOException e) {
                if (attempt >= properties.attempts() || ProviderFailures.tls(e)) {
                    throw new Unavailable(ProviderFailures.unreachable(uris.base(), e));
                }
            } catch (KerberosFailure e) {
                throw new Unavailable(ProviderFailures.of(e));
            }
            pause(wait);
        }
    }

    private HttpResponse<byte[]> send(Request request) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .timeout(properties.requestTimeout())
                .header("Accept", "application/json")
                .header("Authorization", authorization.apply(uris.base().getHost()));
        String body = request.body();
        if (body != null) {
            builder.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            HttpResponse<byte[]> response = http.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
            serverTime = response.headers()
                    .firstValue("Date")
                    .flatMap(AdminServiceConnection::time)
                    .orElse(null);
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProviderFailures.interrupted(uris.base(), e);
        }
    }

    private JsonNode body(HttpResponse<byte[]> response) {
        try {
            JsonNode node = JSON.readTree(response.body());
            if (!node.isObject()) {
                throw ProviderFailures.notJson(uris.base(), null);
            }
            return node;
        } catch (JacksonException e) {
            throw ProviderFailures.notJson(uris.base(), e);
        }
    }

    /** Retry-After in seconds; in the form of a date it is not looked at. */
    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private void pause(Duration wait) {
        long millis = Math.min(wait.toMillis(), LONGEST_WAIT.toMillis());
        try {
            TimeUnit.MILLISECONDS.sleep(millis + ThreadLocalRandom.current().nextLong(millis / 4 + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProviderFailures.interrupted(uris.base(), e);
        }
    }

    private static Optional<Instant> time(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** This provider did not answer; another one may. */
    static final class Unavailable extends Exception {

        private final SourceFailure failure;

        Unavailable(SourceFailure failure) {
            super(failure);
            this.failure = failure;
        }

        SourceFailure failure() {
            return failure;
        }
    }
}
