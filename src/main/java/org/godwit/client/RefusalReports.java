package org.godwit.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.shared.AlertCondition;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Audits and alerts refused assignments, but not each of a swarm's: one event for each client in ten minutes, and sixty
 * events a minute over all. What is held back is counted and told with the next event.
 */
@Component
class RefusalReports {

    private static final Duration PER_CLIENT = Duration.ofMinutes(10);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int PER_WINDOW = 60;
    private static final int REMEMBERED = 10_000;

    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate apart;
    private final Map<String, Instant> reported = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };
    private Instant windowStart = Instant.EPOCH;
    private int inWindow;
    private long heldBack;

    RefusalReports(
            AuditTrail audit, ApplicationEventPublisher events, Clock clock, PlatformTransactionManager transactions) {
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.apart = Transactions.apart(transactions);
    }

    /** @param by what the client was recognised by */
    void refused(Assignment assignment, GuardStore.Kind by) {
        long before = admit(assignment.smsId().value());
        if (before < 0) {
            return;
        }
        apart.executeWithoutResult(status -> {
            audit.record(AuditEntry.refused("CLIENT_ASSIGNMENT_REFUSED", "CLIENT", assignment.smsId(), null)
                    .with("siteCode", assignment.siteCode().value())
                    .with("recognisedBy", by.name())
                    .with("refusalsNotReported", before));
            events.publishEvent(new AlertCondition(
                    AlertCondition.Kind.BLOCKED_ASSIGNMENT_TRIED,
                    "CLIENT",
                    assignment.smsId().value(),
                    "The blocked client " + assignment.smsId() + " tried to assign itself to site "
                            + assignment.siteCode() + "."));
        });
    }

    /** @return refusals held back since the last report; negative if this one is held back too */
    private synchronized long admit(String smsId) {
        Instant now = clock.instant();
        if (Duration.between(windowStart, now).compareTo(WINDOW) >= 0) {
            windowStart = now;
            inWindow = 0;
        }
        Instant last = reported.get(smsId);
        boolean recent = last != null && Duration.between(last, now).compareTo(PER_CLIENT) < 0;
        if (recent || inWindow >= PER_WINDOW) {
            heldBack++;
            return -1;
        }
        inWindow++;
        reported.remove(smsId);
        reported.put(smsId, now);
        long before = heldBack;
        heldBack = 0;
        return before;
    }
}
