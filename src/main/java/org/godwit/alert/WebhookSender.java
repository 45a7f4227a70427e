package org.godwit.alert;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.godwit.credential.Account;
import org.godwit.credential.CredentialOwner;
import org.godwit.credential.CredentialVault;
import org.godwit.credential.Secret;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.GodwitException;
import org.godwit.shared.NetworkGuard;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Posts alerts as JSON to the address that an administrator named. With a secret, {@value #SIGNATURE} is {@code sha256=} and
 * the HMAC-SHA-256 of the body in hexadecimal; {@value #DELIVERY} is the same in every attempt for one alert.
 */
@Component
class WebhookSender {

    static final CredentialOwner OWNER = new CredentialOwner("WEBHOOK", "1", "SIGNATURE");
    static final String SIGNATURE = "X-Godwit-Signature";
    static final String DELIVERY = "X-Godwit-Delivery";

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int SUCCESS_FROM = 200;
    private static final int SUCCESS_BELOW = 300;

    private final AlertSettingsStore settings;
    private final CredentialVault vault;
    private final NetworkGuard network;
    private final Clock clock;
    /** Made when it is first needed: most servers post nothing, and all of them are to start soon. */
    private final SingletonSupplier<HttpClient> http = SingletonSupplier.of(() -> HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build());

    WebhookSender(AlertSettingsStore settings, CredentialVault vault, NetworkGuard network, Clock clock) {
        this.settings = settings;
        this.vault = vault;
        this.network = network;
        this.clock = clock;
    }

    /** Does nothing if there is no webhook any more. */
    void post(Alert alert) {
        AlertSettings.Webhook webhook = settings.settings(false).webhook();
        if (webhook != null) {
            post(URI.create(webhook.url()), "alert-" + alert.id(), body("ALERT_OPENED", alert));
        }
    }

    void test() {
        AlertSettings.Webhook webhook = settings.settings(false).webhook();
        if (webhook == null) {
            throw GodwitException.conflict(
                    "WEBHOOK_MISSING", "No webhook is defined.", "Define it first: PUT /settings/alerts.");
        }
        Map<String, Object> body =
                Map.of("event", "TEST", "sentAt", clock.instant().toString());
        post(URI.create(webhook.url()), "test-" + clock.instant().toEpochMilli(), body);
    }

    private Map<String, Object> body(String event, Alert alert) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("event", event);
        body.put("sentAt", clock.instant().toString());
        body.put("alertId", alert.id());
        body.put("kind", alert.kind().name());
        body.put("severity", alert.severity().name());
        body.put("subjectType", alert.subjectType());
        body.put("subjectId", alert.subjectId());
        body.put("message", alert.message());
        body.put("firstAt", alert.firstAt().toString());
        return body;
    }

    private void post(URI url, String delivery, Map<String, Object> content) {
        network.check(url.getHost());
        byte[] body = CanonicalJson.write(content).getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header(DELIVERY, delivery)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (vault.find(OWNER).orElse(null) instanceof Account.ServiceLogin login) {
            request.header(SIGNATURE, "sha256=" + signature(login.secret(), body));
        }
        try {
            int status = http.obtain()
                    .send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status < SUCCESS_FROM || status >= SUCCESS_BELOW) {
                throw failed("The webhook at " + url.getHost() + " answered with status " + status + ".", null);
            }
        } catch (IOException e) {
            throw failed("The webhook at " + url.getHost() + " does not answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("Posting to the webhook was interrupted.", e);
        }
    }

    private static String signature(Secret secret, byte[] body) {
        char[] revealed = secret.reveal();
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(revealed));
        byte[] key = new byte[encoded.remaining()];
        encoded.get(key);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        } finally {
            Arrays.fill(revealed, '\0');
            Arrays.fill(key, (byte) 0);
        }
    }

    private static GodwitException failed(String sentence, @org.jspecify.annotations.Nullable Exception cause) {
        String hint = "Look at the receiving end, then test it again.";
        return cause == null
                ? new GodwitException(GodwitException.Kind.UNAVAILABLE, "WEBHOOK_FAILED", sentence, hint)
                : new GodwitException(GodwitException.Kind.UNAVAILABLE, "WEBHOOK_FAILED", sentence, hint, cause);
    }
}
