package org.godwit.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.godwit.credential.CredentialVault;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.NetworkGuard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The mail server that an administrator names is no way to this machine's own services. */
class SmtpTargetTest {

    private static final Mail MAIL = new Mail("test-1", "officer@contoso.com", "Test", "Test");

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aMailServerOnThisMachineIsNotSpokenTo() {
        assertThatThrownBy(() -> sender(guard(false, List.of())).send(MAIL))
                .isInstanceOf(GodwitException.class)
                .hasFieldOrPropertyWithValue("code", "HOST_REFUSED");
        assertThatThrownBy(() -> sender(guard(true, List.of("127.0.0.0/8"))).send(MAIL))
                .hasFieldOrPropertyWithValue("code", "HOST_REFUSED");
        assertThat(server.getReceivedMessages()).isEmpty();
        sender(guard(true, List.of())).send(MAIL);
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void itsNameIsLookedAtBeforeEachMail() {
        NetworkGuard guard = mock(NetworkGuard.class);
        doNothing()
                .doThrow(GodwitException.refused("HOST_REFUSED", "It means another address by now.", "-"))
                .when(guard)
                .check("127.0.0.1");
        SmtpSender sender = sender(guard);
        sender.send(MAIL);
        assertThatThrownBy(() -> sender.send(MAIL)).hasFieldOrPropertyWithValue("code", "HOST_REFUSED");
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    private SmtpSender sender(NetworkGuard guard) {
        MailServerStore store = mock(MailServerStore.class);
        when(store.find())
                .thenReturn(Optional.of(new MailServerStore.Row(
                        "127.0.0.1",
                        server.getSmtp().getPort(),
                        MailServer.Security.NONE,
                        null,
                        "godwit@contoso.com")));
        return new SmtpSender(store, mock(CredentialVault.class), guard, Clock.systemUTC());
    }

    private static NetworkGuard guard(boolean allowLoopback, List<String> deny) {
        return new NetworkGuard(new GodwitProperties(
                Path.of("."),
                "GDW",
                new GodwitProperties.Content(List.of()),
                new GodwitProperties.Network(allowLoopback, List.of(), deny)));
    }
}
