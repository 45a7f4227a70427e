package org.godwit.audit;

import java.util.List;
import org.springframework.stereotype.Component;

/** Walks the whole trail, in bounded memory, and compares it with the checkpoints outside the database. */
@Component
class TrailWalk {

    private final AuditStore store;
    private final SegmentStore segments;
    private final AuditKey key;
    private final AuditCheckpoints checkpoints;

    TrailWalk(AuditStore store, SegmentStore segments, AuditKey key, AuditCheckpoints checkpoints) {
        this.store = store;
        this.segments = segments;
        this.key = key;
        this.checkpoints = checkpoints;
    }

    /** Begins anew if a segment was sealed or removed on the way: the walk then met what it could not know of. */
    AuditVerification verify() {
        List<AuditSegment> before;
        List<AuditSegment> after = sealed();
        AuditVerification found;
        do {
            before = after;
            found = walk();
            after = sealed();
        } while (found.firstBroken() != null && !after.equals(before));
        return found;
    }

    private List<AuditSegment> sealed() {
        return segments.all().stream().map(SegmentRecord::segment).toList();
    }

    private AuditVerification walk() {
        try (CheckpointReader noted = checkpoints.read()) {
            SealedSegments sealed = new SealedSegments(segments.all(), key.hash());
            ChainVerifier verifier = new ChainVerifier(key.hash(), noted, sealed);
            long read = AuditStore.START;
            AuditHead head;
            long before;
            do {
                before = read;
                read = store.forEachAfter(read, verifier::accept);
                head = store.head();
            } while (head.events() > read && read > before); // others wrote on meanwhile
            return verifier.finish(head);
        }
    }
}
