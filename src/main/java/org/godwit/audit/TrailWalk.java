package org.godwit.audit;

import org.springframework.stereotype.Component;

/** Walks the whole trail, in bounded memory, and compares it with the checkpoints outside the database. */
@Component
class TrailWalk {

    private final AuditStore store;
    private final AuditKey key;
    private final AuditCheckpoints checkpoints;

    TrailWalk(AuditStore store, AuditKey key, AuditCheckpoints checkpoints) {
        this.store = store;
        this.key = key;
        this.checkpoints = checkpoints;
    }

    AuditVerification verify() {
        try (CheckpointReader noted = checkpoints.read()) {
            ChainVerifier verifier = new ChainVerifier(key.hash(), noted);
            long read = 0;
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
