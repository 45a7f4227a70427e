package org.godwit.credential;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the vault's key comes from. It is never in the database.
 *
 * @param kind a file that the server makes and replaces itself (the default), a PKCS#12 key store, or a command
 * @param keyFile the key file; null means {@code keys/vault.key} in the data directory. Nodes of one cluster share it
 * @param keyStore the PKCS#12 key store with AES keys
 * @param keyStorePasswordFile file whose first line is the key store's password
 * @param keyAlias alias of the key that seals; every other key of the store still opens what it sealed
 * @param command program and arguments; it prints one key per line, {@code id base64}, the one that seals first
 */
@ConfigurationProperties("godwit.vault")
record VaultProperties(
        @DefaultValue("KEY_FILE") Kind kind,
        @Nullable Path keyFile,
        @Nullable Path keyStore,
        @Nullable Path keyStorePasswordFile,
        @Nullable String keyAlias,
        @DefaultValue List<String> command) {

    enum Kind {
        KEY_FILE,
        PKCS12,
        COMMAND
    }
}
