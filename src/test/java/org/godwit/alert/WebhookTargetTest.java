package org.godwit.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.credential.CredentialVault;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.NetworkGuard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The webhook that an administrator names is no way to this machine's own services, nor by a detour. */
class WebhookTargetTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger askedByDetour = new AtomicInteger();
    private HttpServer receiver;
    private HttpServer inner;

    @BeforeEach
    void start() throws IOException {
        inner = server("127.0.0.2", askedByDetour, 200, null);
        receiver = server("127.0.0.1", asked, 200, null);
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        inner.stop(0);
    }

    @Test
    void aWebhookOnThisMachineIsNotPostedTo() {
        assertThatThrownBy(() -> sender(guard(false)).test())
                .isInstanceOf(GodwitException.class)
                .hasFieldOrPropertyWithValue("code", "HOST_REFUSED");
        assertThat(asked).hasValue(0);
        sender(guard(true)).test();
        assertThat(asked).hasValue(1);
    }

    @Test
    void aRedirectionIsNotFollowed() throws IOException {
        receiver.stop(0);
        receiver = server(
                "127.0.0.1",
                asked,
                307,
                "http://127.0.0.2:" + inner.getAddress().getPort() + "/");
        assertThatThrownBy(() -> sender(guard(true)).test()).hasFieldOrPropertyWithValue("code", "WEBHOOK_FAILED");
        assertThat(asked).hasValue(1);
        assertThat(askedByDetour).hasValue(0);
    }

    @Test
    void itsNameIsLookedAtBeforeEachPost() {
        NetworkGuard guard = mock(NetworkGuard.class);
        doNothing()
                .doThrow(GodwitException.refused("HOST_REFUSED", "It means another address by now.", "-"))
                .when(guard)
                .check("127.0.0.1");
        WebhookSender sender = sender(guard);
        sender.test();
        assertThatThrownBy(sender::test).hasFieldOrPropertyWithValue("code", "HOST_REFUSED");
        assertThat(asked).hasValue(1);
    }

    private WebhookSender sender(NetworkGuard guard) {
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
        AlertSettingsStore store = mock(AlertSettingsStore.class);
        when(store.settings(anyBoolean()))
                .thenReturn(new AlertSettings(
                        true,
                        null,
                        "06:00",
                        List.of(),
                        new AlertSettings.Webhook(url, Set.of(AlertCondition.Kind.values()), false)));
        CredentialVault vault = mock(CredentialVault.class);
        when(vault.find(any())).thenReturn(Optional.empty());
        return new WebhookSender(store, vault, guard, Clock.systemUTC());
    }

    private static NetworkGuard guard(boolean allowLoopback) {
        return new NetworkGuard(new GodwitProperties(
                Path.of("."),
                "GDW",
                new GodwitProperties.Content(List.of()),
                new GodwitProperties.Network(allowLoopback)));
    }

    private static HttpServer server(
            String address, AtomicInteger count, int status, @org.jspecify.annotations.Nullable String location)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, 0), 0);
        server.createContext("/", exchange -> {
            count.incrementAndGet();
            if (location != null) {
                exchange.getResponseHeaders().add("Location", location);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
