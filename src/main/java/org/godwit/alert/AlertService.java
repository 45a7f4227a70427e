package org.godwit.alert;

import java.time.Clock;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The alerts, as administrators see and acknowledge them. */
@Service
@Transactional
public class AlertService {

    private final AlertStore store;
    private final AuditTrail audit;
    private final Clock clock;

    AlertService(AlertStore store, AuditTrail audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param open true for open alerts, false for acknowledged ones, null for all; newest first */
    @Requires(Right.ALERT_READ)
    @Transactional(readOnly = true)
    public Page<Alert> list(@Nullable Boolean open, PageQuery query) {
        return store.list(open, query);
    }

    /**
     * Says that somebody takes care of it; when the condition arises again, a new alert is made.
     *
     * @throws GodwitException {@code ALERT_NOT_FOUND}; acknowledging twice is no error
     */
    @Requires(Right.ALERT_MODIFY)
    public Alert acknowledge(long id) {
        Alert alert = get(id);
        if (alert.acknowledgedAt() != null) {
            return alert;
        }
        store.acknowledge(id, Actor.current().name(), clock.instant());
        audit.record(AuditEntry.success(
                        "ALERT_ACKNOWLEDGED", "ALERT", id, alert.kind().name())
                .with("subject", alert.subjectType() + " " + alert.subjectId()));
        return get(id);
    }

    private Alert get(long id) {
        return store.find(id)
                .orElseThrow(() -> GodwitException.notFound(
                        "ALERT_NOT_FOUND", "There is no alert " + id + ".", "List the alerts to see which there are."));
    }
}
