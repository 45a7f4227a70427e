package org.godwit.client;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.client.BlockStore.Unblocked;
import org.godwit.shared.AlertCondition;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds clients that their source blocks and that had assigned themselves to the destination before the block was known
 * here. They are blocked, listed, audited and alerted in one transaction.
 *
 * <p>None can slip through between an assignment and a gathering: an assignment commits its record and then looks at the
 * guard, a gathering commits the guard and then looks at the records. Whichever comes second sees the other.
 */
@Component
class EarlyAssignments {

    private static final int NAMED = 100;

    private final BlockStore blocks;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate apart;

    EarlyAssignments(
            BlockStore blocks,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.blocks = blocks;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.apart = Transactions.apart(transactions);
    }

    /** Looks at all that are on the guard of this source, in a transaction of its own. */
    void findAfterGathering(long hierarchyId) {
        apart.executeWithoutResult(status -> {
            List<Unblocked> found = blocks.assignedAndGuarded(hierarchyId);
            blocks.block(found.stream().map(Unblocked::smsId).toList());
            report(hierarchyId, found);
        });
    }

    /** Blocks one client that assigned itself while its block was arriving, in a transaction of its own. */
    void found(long hierarchyId, Unblocked client) {
        apart.executeWithoutResult(status -> {
            if (blocks.block(List.of(client.smsId())) == 1) {
                report(hierarchyId, List.of(client));
            }
        });
    }

    /** Lists, audits and alerts those of the clients just blocked that had assigned themselves. */
    void report(long hierarchyId, List<Unblocked> blocked) {
        List<Unblocked> early =
                blocked.stream().filter(c -> c.assignedAt() != null).toList();
        if (early.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        blocks.addEarly(hierarchyId, early, now);
        audit.record(AuditEntry.success("EARLY_ASSIGNMENT_BLOCKED", "SOURCE_HIERARCHY", hierarchyId, null)
                .with("clients", early.size())
                .with(
                        "smsIds",
                        early.stream().limit(NAMED).map(Unblocked::smsId).toList()));
        events.publishEvent(new AlertCondition(
                AlertCondition.Kind.EARLY_ASSIGNMENT,
                "SOURCE_HIERARCHY",
                Long.toString(hierarchyId),
                early.size()
                        + " client(s) that the source blocks had already assigned themselves to the destination; they"
                        + " are blocked now."));
    }
}
