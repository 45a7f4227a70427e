package org.godwit.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.godwit.audit.AuditVerification.BrokenLink;
import org.godwit.audit.AuditVerification.Kind;

/**
 * What is recorded of sealed segments, as seen by one walk along the trail: whether the records are as they were written,
 * where the events that are still there begin, and whether what the trail says of sealing and removing agrees.
 */
final class SealedSegments {

    private final List<SegmentRecord> records;
    private final Optional<BrokenLink> broken;
    private long removed;
    private byte[] removedHash = ChainHash.GENESIS;

    /** @param records the oldest first */
    SealedSegments(List<SegmentRecord> records, ChainHash hash) {
        this.records = records;
        this.broken = firstBroken(hash);
    }

    private Optional<BrokenLink> firstBroken(ChainHash hash) {
        SegmentRecord before = null;
        for (SegmentRecord record : records) {
            AuditSegment segment = record.segment();
            boolean fits = before == null
                    ? segment.first() == 1 && Arrays.equals(record.previousHash(), ChainHash.GENESIS)
                    : record.follows(before);
            if (!fits || !record.vouchedFor(hash)) {
                return Optional.of(changed(
                        segment.first(),
                        "What is recorded of the segment with events " + segment.first() + " to " + segment.last()
                                + " is not what was sealed, or one before it is gone."));
            }
            if (segment.removed()) {
                removed = segment.last();
                removedHash = record.lastHash();
            }
            before = record;
        }
        return Optional.empty();
    }

    Optional<BrokenLink> broken() {
        return broken;
    }

    /** Number of the last event that has left the database; 0 if none has. */
    long removed() {
        return removed;
    }

    /** Its hash. */
    byte[] removedHash() {
        return removedHash;
    }

    /** Compares what the trail tells of a segment with what is recorded; for every event in order. */
    Optional<BrokenLink> compare(ChainedRow row) {
        String action = row.event().action();
        if (!action.equals(AuditSegments.SEALED) && !action.equals(AuditSegments.REMOVED)) {
            return Optional.empty();
        }
        String segment = String.valueOf(row.event().objectId());
        boolean known = records.stream()
                .anyMatch(r -> AuditSegments.id(r.segment()).equals(segment)
                        && (action.equals(AuditSegments.SEALED) || r.segment().removed()));
        return known
                ? Optional.empty()
                : Optional.of(changed(
                        row.sequence(),
                        "Event " + row.sequence() + " tells of the segment " + segment
                                + ", but the record of it was changed by hand."));
    }

    private static BrokenLink changed(long sequence, String explanation) {
        return new BrokenLink(sequence, Kind.SEGMENT_CHANGED, explanation);
    }
}
