package org.godwit.client;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Narrows the list of clients; every part that is null lets all through.
 *
 * @param blocked only blocked (true) or only unblocked (false) clients
 * @param siteCode only clients of this site
 * @param q beginning of the name, or of the SMSID with or without {@code GUID:}
 * @param inside whether, where no name begins so, a part of it will do: for that all names are looked at
 */
public record ClientFilter(
        @Nullable Boolean blocked,
        @Nullable String siteCode,
        @Nullable String q,
        boolean inside) {

    private static final Pattern SMS_ID_START = Pattern.compile("GUID:.*|[0-9A-F]{8}-[0-9A-F-]*", Pattern.DOTALL);

    public ClientFilter {
        siteCode = siteCode == null || siteCode.isBlank() ? null : siteCode.strip();
        q = q == null || q.isBlank() ? null : q.strip();
    }

    /** Whether {@link #q} is the beginning of an SMSID rather than of a name. */
    public boolean bySmsId() {
        return q != null && SMS_ID_START.matcher(q.toUpperCase(Locale.ROOT)).matches();
    }

    /** With parts of names where no name begins so. */
    public ClientFilter(@Nullable Boolean blocked, @Nullable String siteCode, @Nullable String q) {
        this(blocked, siteCode, q, true);
    }

    public static ClientFilter none() {
        return new ClientFilter(null, null, null);
    }
}
