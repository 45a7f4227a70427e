package org.godwit.audit;

import java.util.Optional;
import org.godwit.security.SystemOnly;
import org.springframework.stereotype.Service;

/** What other modules may know of the trail as a whole. */
@Service
@SystemOnly("for the security posture, whose right was checked")
public class TrailCondition {

    private final AuditQueries queries;

    TrailCondition(AuditQueries queries) {
        this.queries = queries;
    }

    /** The event of the last verification; its outcome is FAILED if the trail was broken. */
    public Optional<AuditEvent> lastVerification() {
        return queries.lastVerification();
    }
}
