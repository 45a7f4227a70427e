package org.godwit.audit;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What verifying the whole trail found.
 *
 * @param events how many events were read
 * @param removed how many events before those were sealed in segments and have left the database
 * @param firstBroken where the chain is broken first; null if it is intact
 * @param checkpoints how many checkpoints, kept outside the database, were compared with it
 * @param clockSteps how many events are dated before the event they follow: the clock was set back, or the nodes' clocks
 *     differ
 */
public record AuditVerification(
        Verdict verdict,
        long events,
        long removed,
        @Nullable BrokenLink firstBroken,
        long checkpoints,
        long clockSteps) implements Serializable {

    public enum Verdict {
        INTACT,
        BROKEN
    }

    public enum Kind {
        /** The event's fields are not what was written. */
        CHANGED,
        /** An event is missing here. */
        REMOVED,
        /** An event stands here that was never written. */
        INSERTED,
        /** Another event stands here than was written, and this one stands elsewhere. */
        REORDERED,
        /** The trail ends before its last event. */
        CUT_OFF,
        /** The trail is not the one a checkpoint outside the database was taken of: an older state was restored. */
        RESTORED,
        /** The table {@code audit_head} was changed by hand. */
        HEAD_CHANGED,
        /** The file of checkpoints was changed by hand. */
        CHECKPOINT_CHANGED,
        /** What the table {@code audit_segment} records of sealed segments was changed by hand. */
        SEGMENT_CHANGED
    }

    /**
     * @param sequence number of the first event that is not as it was written
     * @param explanation one plain sentence
     */
    public record BrokenLink(long sequence, Kind kind, String explanation) implements Serializable {}
}
