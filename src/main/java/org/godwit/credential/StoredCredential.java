package org.godwit.credential;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a secret is stored, without the secret.
 *
 * @param domain null for a SQL login
 * @param storedAt when it was given
 * @param storedBy sign-in name of who gave it
 * @param lastUsedAt when it was last used, exact to a minute; null if never
 */
public record StoredCredential(
        long id,
        CredentialOwner owner,
        Account.Kind kind,
        @Nullable String domain,
        String user,
        Instant storedAt,
        String storedBy,
        @Nullable Instant lastUsedAt) {

    public AccountView view() {
        return new AccountView(kind, domain, user, storedAt, lastUsedAt);
    }
}
