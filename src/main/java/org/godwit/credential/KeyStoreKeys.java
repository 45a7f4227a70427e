package org.godwit.credential;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Keys in a PKCS#12 key store that an admin keeps; its aliases are the key ids. */
final class KeyStoreKeys implements VaultKeys {

    private final Path keyStore;
    private final Path passwordFile;
    private final String alias;
    private @Nullable KeyRing ring;

    KeyStoreKeys(Path keyStore, Path passwordFile, String alias) {
        this.keyStore = keyStore;
        this.passwordFile = passwordFile;
        this.alias = alias;
    }

    @Override
    public synchronized KeyRing ring() {
        return ring != null ? ring : reload();
    }

    @Override
    public synchronized KeyRing reload() {
        try {
            KeyRing read = read();
            ring = read;
            return read;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw VaultKeys.unreadable(
                    "the key store " + keyStore + " does not give an AES-256 key '" + alias + "'",
                    "Check godwit.vault.key-store, its password file and alias; make a key with"
                            + " keytool -genseckey -keyalg AES -keysize 256 -storetype PKCS12.");
        }
    }

    private KeyRing read() throws IOException, GeneralSecurityException {
        char[] password = Files.readAllLines(passwordFile, StandardCharsets.UTF_8).stream()
                .findFirst()
                .orElseThrow(() -> new IOException("no password"))
                .toCharArray();
        try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            Map<String, SecretKey> keys = new HashMap<>();
            for (String name : Collections.list(store.aliases())) {
                if (store.isKeyEntry(name) && store.getKey(name, password) instanceof SecretKey key && isAes256(key)) {
                    keys.put(name, key);
                }
            }
            return new KeyRing(alias.toLowerCase(java.util.Locale.ROOT), keys);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static boolean isAes256(SecretKey key) {
        byte[] encoded = key.getEncoded();
        try {
            return key.getAlgorithm().equals("AES") && encoded.length == 32;
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }
}
