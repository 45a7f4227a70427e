package org.godwit.credential;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as it is shown: without its secret.
 *
 * @param domain null unless it is a Windows user whose details are stored
 * @param user null for the computer account, and after its credential was removed
 * @param storedAt since when its secret is stored; null where none is
 * @param lastUsedAt when its secret was last used; null if never
 */
public record AccountView(
        Account.Kind kind,
        @Nullable String domain,
        @Nullable String user,
        @Nullable Instant storedAt,
        @Nullable Instant lastUsedAt) {}
