package org.godwit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.godwit.agent.wire.Envelope;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    @Test
    void onlyTheRecipientOpensItAndOnlyUnaltered() throws GeneralSecurityException {
        KeyPair own = Envelope.newKeys();
        byte[] plain = "a password".getBytes(StandardCharsets.UTF_8);
        byte[] sealed = Envelope.seal(own.getPublic(), plain);
        assertThat(plain).containsOnly(0);
        assertThat(new String(Envelope.open(own.getPrivate(), sealed), StandardCharsets.UTF_8))
                .isEqualTo("a password");
        assertThatThrownBy(() -> Envelope.open(Envelope.newKeys().getPrivate(), sealed))
                .isInstanceOf(GeneralSecurityException.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> Envelope.open(own.getPrivate(), sealed)).isInstanceOf(GeneralSecurityException.class);
    }
}
