package org.godwit.client;

import org.jspecify.annotations.Nullable;

/**
 * Narrows the list of clients; every part that is null lets all through.
 *
 * @param blocked only blocked (true) or only unblocked (false) clients
 * @param siteCode only clients of this site
 * @param q beginning of the name, or of the SMSID with or without {@code GUID:}; where no name begins so, a part of it
 */
public record ClientFilter(
        @Nullable Boolean blocked,
        @Nullable String siteCode,
        @Nullable String q) {

    public ClientFilter {
        siteCode = siteCode == null || siteCode.isBlank() ? null : siteCode.strip();
        q = q == null || q.isBlank() ? null : q.strip();
    }

    public static ClientFilter none() {
        return new ClientFilter(null, null, null);
    }
}
