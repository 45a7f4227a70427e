package org.godwit.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SealingTest {

    private static final List<String> OWNER = List.of("SOURCE_HIERARCHY", "1", "DATABASE");

    private final Sealing sealing = new Sealing();
    private final SecretKey key = key(1);

    @Test
    void opensWhatItSealed() throws Exception {
        byte[] sealed = sealing.seal(key, Secret.of("päss wörd 密码 😀"), OWNER);

        assertThat(sealing.open(key, sealed, OWNER).reveal()).isEqualTo("päss wörd 密码 😀".toCharArray());
        assertThat(new String(sealed, StandardCharsets.UTF_8)).doesNotContain("wörd");
    }

    @Test
    void neverGivesTheSameTwice() {
        byte[] one = sealing.seal(key, Secret.of("same"), OWNER);
        byte[] other = sealing.seal(key, Secret.of("same"), OWNER);

        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void doesNotOpenForAnotherOwnerKeyOrContent() {
        byte[] sealed = sealing.seal(key, Secret.of("secret"), OWNER);
        byte[] changed = sealed.clone();
        changed[changed.length - 1] ^= 1;

        assertThatThrownBy(() -> sealing.open(key, sealed, List.of("SOURCE_HIERARCHY", "2", "DATABASE")))
                .isInstanceOf(AEADBadTagException.class);
        assertThatThrownBy(() -> sealing.open(key(2), sealed, OWNER)).isInstanceOf(AEADBadTagException.class);
        assertThatThrownBy(() -> sealing.open(key, changed, OWNER)).isInstanceOf(AEADBadTagException.class);
        assertThatThrownBy(() -> sealing.open(key, new byte[4], OWNER)).isInstanceOf(AEADBadTagException.class);
    }

    private static SecretKey key(int filling) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) filling);
        return new SecretKeySpec(bytes, "AES");
    }
}
