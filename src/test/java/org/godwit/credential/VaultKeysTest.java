package org.godwit.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.godwit.shared.GodwitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class VaultKeysTest {

    private static final byte[] KEY = new byte[32];

    @TempDir
    Path directory;

    @Test
    void aKeyStoreGivesItsAesKeys() throws Exception {
        Path store = keyStore(new SecretKeySpec(KEY, "AES"));
        Path password = Files.writeString(directory.resolve("password"), "store-password\n");

        KeyRing ring = new KeyStoreKeys(store, password, "godwit").ring();

        assertThat(ring.currentId()).isEqualTo("godwit");
        assertThat(ring.current().getEncoded()).isEqualTo(KEY);
    }

    @Test
    void aKeyStoreThatDoesNotOpenIsNamedWithoutItsPassword() throws Exception {
        Path store = keyStore(new SecretKeySpec(KEY, "AES"));
        Path password = Files.writeString(directory.resolve("password"), "wrong-password\n");

        assertThatThrownBy(() -> new KeyStoreKeys(store, password, "godwit").ring())
                .isInstanceOf(GodwitException.class)
                .hasMessageContaining(store.toString())
                .hasMessageNotContaining("wrong-password");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aCommandPrintsTheKeysTheSealingOneFirst() {
        String line = Base64.getEncoder().encodeToString(KEY);

        KeyRing ring = new CommandKeys(List.of("printf", "new " + line + "\\nold " + line + "\\n")).ring();

        assertThat(ring.currentId()).isEqualTo("new");
        assertThat(ring.keys()).containsOnlyKeys("new", "old");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aCommandThatFailsIsAnErrorWithoutItsOutput() {
        assertThatThrownBy(() -> new CommandKeys(List.of("sh", "-c", "echo half-a-key; exit 3")).ring())
                .isInstanceOf(GodwitException.class)
                .hasMessageNotContaining("half-a-key");
    }

    private Path keyStore(SecretKey key) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setEntry(
                "godwit",
                new KeyStore.SecretKeyEntry(key),
                new KeyStore.PasswordProtection("store-password".toCharArray()));
        Path file = directory.resolve("vault.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "store-password".toCharArray());
        }
        return file;
    }
}
