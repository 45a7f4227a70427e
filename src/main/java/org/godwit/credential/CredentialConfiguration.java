package org.godwit.credential;

import java.nio.file.Path;
import org.godwit.shared.GodwitProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CredentialConfiguration {

    @Bean
    VaultKeys vaultKeys(VaultProperties vault, GodwitProperties godwit) {
        return switch (vault.kind()) {
            case KEY_FILE -> {
                Path given = vault.keyFile();
                yield new KeyFile(
                        given == null ? godwit.dataDir().resolve("keys").resolve("vault.key") : given);
            }
            case PKCS12 ->
                new KeyStoreKeys(
                        needed("key-store", vault.keyStore()),
                        needed("key-store-password-file", vault.keyStorePasswordFile()),
                        needed("key-alias", vault.keyAlias()));
            case COMMAND -> {
                if (vault.command().isEmpty()) {
                    throw new IllegalArgumentException("godwit.vault.command is needed for kind COMMAND");
                }
                yield new CommandKeys(vault.command());
            }
        };
    }

    private static <T> T needed(String property, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("godwit.vault." + property + " is needed for kind PKCS12");
        }
        return value;
    }
}
