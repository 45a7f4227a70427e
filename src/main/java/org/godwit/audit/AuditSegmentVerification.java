package org.godwit.audit;

import java.io.Serializable;
import org.godwit.audit.AuditVerification.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What verifying the file of a sealed segment found.
 *
 * @param first number of the segment's first event
 * @param finding null if it is intact
 * @param brokenAt number of the first event that is not what was sealed; null if it is intact, or if no event can be named
 * @param explanation one plain sentence
 */
public record AuditSegmentVerification(
        long first,
        long last,
        String file,
        Verdict verdict,
        @Nullable Finding finding,
        @Nullable Long brokenAt,
        String explanation)
        implements Serializable {

    public enum Finding {
        /** There is no such file. */
        MISSING,
        /** The file is not what was sealed. */
        ALTERED,
        /** The file is another segment, or was written with another key. */
        FOREIGN,
        /** What the database records of the segment was changed by hand. */
        RECORD_CHANGED
    }

    static AuditSegmentVerification intact(AuditSegment segment) {
        return new AuditSegmentVerification(
                segment.first(),
                segment.last(),
                segment.file(),
                Verdict.INTACT,
                null,
                null,
                "All " + segment.events() + " events are as they were sealed.");
    }

    static AuditSegmentVerification broken(
            AuditSegment segment, Finding finding, @Nullable Long brokenAt, String explanation) {
        return new AuditSegmentVerification(
                segment.first(), segment.last(), segment.file(), Verdict.BROKEN, finding, brokenAt, explanation);
    }

    boolean intact() {
        return verdict == Verdict.INTACT;
    }
}
