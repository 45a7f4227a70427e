package org.godwit.audit;

import java.util.Optional;
import org.godwit.security.SystemOnly;
import org.springframework.stereotype.Service;

/** What other modules may know of the trail as a whole. */
@Service
@SystemOnly("for the security posture, whose right was checked, and for metrics and health, which hold figures only")
public class TrailCondition {

    private final AuditQueries queries;
    private final AuditStore store;
    private final AuditKey key;
    private final AuditForwarding forwarding;

    TrailCondition(AuditQueries queries, AuditStore store, AuditKey key, AuditForwarding forwarding) {
        this.forwarding = forwarding;
        this.queries = queries;
        this.store = store;
        this.key = key;
    }

    /** How many events there are. */
    public long length() {
        return store.head().events();
    }

    /** Whether the key file of the chain is where it was read from. */
    public boolean keyPresent() {
        return key.present();
    }

    /** How far the trail has come to its syslog receiver; empty if it is sent nowhere. */
    public Optional<ForwardingState> forwarding() {
        return forwarding.state();
    }

    /** The event of the last verification; its outcome is FAILED if the trail was broken. */
    public Optional<AuditEvent> lastVerification() {
        return queries.lastVerification();
    }
}
