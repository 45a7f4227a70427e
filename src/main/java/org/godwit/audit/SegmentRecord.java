package org.godwit.audit;

import java.util.Arrays;

/**
 * A segment and its place in the chain, as the database holds them.
 *
 * @param previousHash hash of the event before its first
 * @param lastHash hash of its last event
 * @param mac vouches for all the rest, see {@link ChainHash#segment}
 */
record SegmentRecord(AuditSegment segment, byte[] previousHash, byte[] lastHash, byte[] mac) {

    static SegmentRecord of(AuditSegment segment, byte[] previousHash, byte[] lastHash, ChainHash hash) {
        return new SegmentRecord(segment, previousHash, lastHash, hash.segment(segment, previousHash, lastHash));
    }

    /** Whether every part is as it was written. */
    boolean vouchedFor(ChainHash hash) {
        return Arrays.equals(mac, hash.segment(segment, previousHash, lastHash));
    }

    boolean follows(SegmentRecord before) {
        return segment.first() == before.segment.last() + 1
                && Arrays.equals(previousHash, before.lastHash)
                && (before.segment.removed() || !segment.removed());
    }
}
