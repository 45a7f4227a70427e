package org.godwit.client;

import org.jspecify.annotations.Nullable;

/**
 * One difference between a client at the source and its record here.
 *
 * @param field upper snake case name of the field that differs; null unless {@link Kind#DIFFERENT}
 * @param source value at the source; null if there is none
 * @param destination value here; null if there is none
 */
public record ClientDifference(
        Kind kind,
        String smsId,
        @Nullable String field,
        @Nullable String source,
        @Nullable String destination) {

    public enum Kind {
        /** The source blocks it, and nothing here refuses it. */
        NOT_BLOCKED_HERE,
        MISSING,
        DIFFERENT,
        EXTRA,
        /** The source blocks it, and an admin here has unblocked it. */
        LIFTED,
        /** An admin here blocks it, and the source does not. */
        BLOCKED_HERE_ONLY
    }
}
