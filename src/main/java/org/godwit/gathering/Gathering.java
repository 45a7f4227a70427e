package org.godwit.gathering;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One cycle of data gathering.
 *
 * @param number counted from 1 within the hierarchy
 * @param status RUNNING, then READY (it succeeded), FAILED or STOPPED
 * @param phase the phase it is in, or was in when it ended early; null once it succeeded
 * @param progress done and total of the phase; zeros while unknown
 * @param cause why it failed: the name of a {@link org.godwit.site.SourceFailure.Cause} or an error code; null unless FAILED
 * @param causeCode the product's status value of the cause; null where it has none
 * @param message one plain sentence on the failure; null unless FAILED
 * @param hint what to do about it; null unless FAILED
 * @param added objects and clients that are new since the gathering before
 * @param modified those whose content differs
 * @param removed those that are gone
 * @param requestedBy sign-in name of who started gathering of this hierarchy
 */
public record Gathering(
        long hierarchyId,
        int number,
        GatheringStatus status,
        @Nullable GatheringPhase phase,
        Progress progress,
        @Nullable String cause,
        @Nullable Integer causeCode,
        @Nullable String message,
        @Nullable String hint,
        Counts counts,
        long added,
        long modified,
        long removed,
        String requestedBy,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    /** What the source holds, as far as this cycle came. */
    public record Counts(long sites, long objects, long clients, long blocked, long packages, long distributionPoints) {

        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);
    }

    public record Progress(long done, long total) {}
}
