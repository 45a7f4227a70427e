package org.godwit.access;

import java.time.Instant;
import java.util.Set;
import org.godwit.security.Right;
import org.jspecify.annotations.Nullable;

/**
 * An API token, as it can be shown.
 *
 * @param user sign-in name of the user it acts as
 * @param prefix its first characters, to tell it from others
 * @param rights it is limited to, within those its user has at the time; empty for all of them
 * @param lastUsedAt to the minute; null if it never was
 */
public record ApiToken(
        long id,
        String name,
        String user,
        String prefix,
        Set<Right> rights,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt) {}
