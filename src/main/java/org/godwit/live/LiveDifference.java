package org.godwit.live;

import org.jspecify.annotations.Nullable;

/**
 * One client whose block differs between the live site, here and the sources, or did before the run.
 *
 * @param resourceId of its record at the live site; null if the site has none, or none was looked for
 * @param detail one plain sentence
 */
public record LiveDifference(
        Kind kind, String smsId, @Nullable Long resourceId, String detail) {

    public enum Kind {
        /** Refused here and let in there. */
        NOT_BLOCKED_THERE,
        /** The site refused to block it, or it was not blocked when looked at again. */
        BLOCK_FAILED,
        /** Blocked there by this run. */
        BLOCKED_NOW,
        /** Blocked there, and neither here nor at a source. */
        BLOCKED_THERE_ONLY,
        /** Blocked here, and not at a source: by an admin here, or by a source that blocks it no more. */
        BLOCKED_HERE_ONLY,
        /** Blocked there and at a source; an admin here has unblocked it. */
        LIFTED_HERE
    }
}
