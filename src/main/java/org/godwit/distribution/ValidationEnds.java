package org.godwit.distribution;

import java.time.Clock;
import java.util.List;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.content.PackageResult;
import org.godwit.shared.AlertCleared;
import org.godwit.shared.AlertCondition;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of a validation that is over: what is trusted from then on, what the trail says, and who is alerted. */
@Component
class ValidationEnds {

    /** Of a package's mended files in the audit trail; the validation names all of them. */
    private static final int MOST_TOLD = 50;

    private final ValidationStore store;
    private final EvidenceStore evidence;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ValidationEnds(
            ValidationStore store,
            EvidenceStore evidence,
            AuditTrail audit,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.evidence = evidence;
        this.audit = audit;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** In a transaction of its own. */
    void end(
            ContentValidation wanted,
            DistributionPointEntity point,
            ContentValidation.Status status,
            ValidationFindings sums) {
        transaction.executeWithoutResult(t -> {
            evidence.doubt(
                    point.id(),
                    sums.left.stream().flatMap(d -> d.damaged().stream()).toList(),
                    sums.left.stream()
                            .flatMap(d -> d.stored().contentIds().stream())
                            .toList(),
                    clock.instant());
            evidence.confirmed(point.id(), sums.confirmed);
            evidence.forget(point.id(), sums.removed, List.of());
            store.end(new ContentValidation(
                    wanted.id(),
                    point.id(),
                    status,
                    wanted.requestedBy(),
                    sums.packages,
                    sums.files,
                    sums.bytes,
                    sums.findings,
                    wanted.repair(),
                    sums.repairs,
                    wanted.requestedAt(),
                    wanted.stopRequestedAt(),
                    clock.instant()));
            audit.record(
                    AuditEntry.success("DISTRIBUTION_POINT_VERIFIED", DistributionPoints.TYPE, point.id(), point.name())
                            .with("verdict", status.name())
                            .with("files", sums.files)
                            .with("bytes", sums.bytes)
                            .with("findings", sums.findings.size()));
            alert(point, status, sums);
        });
    }

    private void alert(DistributionPointEntity point, ContentValidation.Status status, ValidationFindings sums) {
        String id = Long.toString(point.id());
        if (status == ContentValidation.Status.FAILED) {
            events.publishEvent(new AlertCondition(
                    AlertCondition.Kind.CONTENT_NOT_VALIDATED,
                    DistributionPoints.TYPE,
                    id,
                    "What " + point.name() + " holds could not be validated. " + sums.findings.get(0)));
        } else if (status != ContentValidation.Status.STOPPED) {
            events.publishEvent(
                    new AlertCleared(AlertCondition.Kind.CONTENT_NOT_VALIDATED, DistributionPoints.TYPE, id));
        }
        if (!sums.damages.isEmpty()) {
            long files =
                    sums.damages.stream().mapToLong(d -> d.damaged().size()).sum();
            events.publishEvent(new AlertCondition(
                    AlertCondition.Kind.CONTENT_TAMPERED,
                    DistributionPoints.TYPE,
                    id,
                    sums.damages.size() + " packages at " + point.name() + " were not as they were published, "
                            + files + " stored files of theirs missing or different. " + sums.example
                            + (sums.left.isEmpty() ? " All of it was repaired." : "")));
        }
    }

    /**
     * Writes down what a repair made of a package, before it goes on to the next: what proves the package from now on, and what
     * was written to the library. In a transaction of its own.
     */
    void mended(DistributionPointEntity point, Repairs.Outcome outcome) {
        String packageId = outcome.damage().stored().packageId();
        PackageResult whole = outcome.whole();
        transaction.executeWithoutResult(t -> {
            if (whole != null) {
                whole.evidence().forEach(one -> evidence.put(point.id(), one, clock.instant()));
            }
            if (!outcome.mended().isEmpty()) {
                AuditEntry entry = whole == null
                        ? AuditEntry.failed("PACKAGE_REPAIRED", "PACKAGE", packageId, packageId)
                                .with("message", outcome.failure())
                        : AuditEntry.success("PACKAGE_REPAIRED", "PACKAGE", packageId, packageId)
                                .with("bytesMoved", whole.bytesMoved());
                audit.record(entry.with("distributionPoint", point.name())
                        .with(
                                "mended",
                                outcome.mended().stream().limit(MOST_TOLD).toList()));
            }
        });
    }
}
