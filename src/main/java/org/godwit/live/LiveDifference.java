package org.godwit.live;

/**
 * One client whose block differs between the live site and here, or did before the run.
 *
 * @param resourceId of its record at the live site
 * @param detail one plain sentence
 */
public record LiveDifference(Kind kind, String smsId, long resourceId, String detail) {

    public enum Kind {
        /** Refused here and let in there. */
        NOT_BLOCKED_THERE,
        /** The site refused to block it, or it was not blocked when looked at again. */
        BLOCK_FAILED,
        /** Blocked there by this run. */
        BLOCKED_NOW,
        /** Blocked there, and neither here nor at a source. */
        BLOCKED_THERE_ONLY,
        /** Blocked there and at a source; an admin here has unblocked it. */
        LIFTED_HERE
    }
}
