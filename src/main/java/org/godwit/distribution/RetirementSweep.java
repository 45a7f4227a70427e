package org.godwit.distribution;

import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.content.ContentEvidence;
import org.godwit.content.ContentTarget;
import org.godwit.content.LibraryTransfer;
import org.godwit.content.ReadOnce;
import org.godwit.content.TransferMeter;
import org.godwit.security.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes packages whose grace period is over. A stored file goes only when no content in the library uses it any more. A
 * package that was brought again meanwhile stays. Doing it twice does no harm: the library is held for writing, and what a
 * run before removed is found removed.
 */
@Component
class RetirementSweep {

    private static final Logger LOG = LoggerFactory.getLogger(RetirementSweep.class);

    private final RetirementStore store;
    private final PublishedStore published;
    private final PointStore stored;
    private final EvidenceStore evidence;
    private final DistributionPointRepository points;
    private final Libraries libraries;
    private final LibraryWriting writing;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RetirementSweep(
            RetirementStore store,
            PublishedStore published,
            PointStore stored,
            EvidenceStore evidence,
            DistributionPointRepository points,
            Libraries libraries,
            LibraryWriting writing,
            AuditTrail audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.published = published;
        this.stored = stored;
        this.evidence = evidence;
        this.points = points;
        this.libraries = libraries;
        this.writing = writing;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    void runDue() {
        Map<Long, List<Retirement>> byPoint = store.due(clock.instant()).stream()
                .collect(Collectors.groupingBy(
                        Retirement::distributionPointId, LinkedHashMap::new, Collectors.toList()));
        byPoint.forEach((pointId, due) -> points.findById(pointId).ifPresent(point -> at(point, due)));
    }

    private void at(DistributionPointEntity point, List<Retirement> due) {
        try (ReadOnce once = new ReadOnce();
                ContentTarget target = libraries.target(point);
                LibraryTransfer library = writing.open(point, target, () -> false, new TransferMeter(), once)) {
            due.forEach(one -> one(library, one));
        } catch (IOException e) {
            LOG.warn("Nothing could be retired at {}: {}", point.name(), e.getMessage());
            due.forEach(one -> later(one, "Its library could not be written to: " + e.getMessage()));
        }
    }

    private void one(LibraryTransfer library, Retirement asked) {
        // now that nobody else can write there: what happened meanwhile counts
        Retirement retirement = store.find(asked.id()).orElse(asked);
        if (retirement.status() != Retirement.Status.PLANNED && retirement.status() != Retirement.Status.FAILED) {
            return;
        }
        long pointId = retirement.distributionPointId();
        StoredPackage there =
                stored.findPackage(pointId, retirement.packageId()).orElse(null);
        if (there == null) {
            kept(retirement, "It was not there any more.");
        } else if (there.publishedAt().isAfter(retirement.requestedAt())
                || store.broughtSince(pointId, there.packageId(), retirement.requestedAt())) {
            kept(retirement, "It was brought there again after its retirement was planned.");
        } else {
            remove(library, retirement, there);
        }
    }

    private void remove(LibraryTransfer library, Retirement retirement, StoredPackage there) {
        List<ContentEvidence> proven = there.contentIds().stream()
                .map(contentId -> evidence.published(there.distributionPointId(), contentId))
                .filter(Objects::nonNull)
                .map(e -> (ContentEvidence) e)
                .toList();
        if (proven.size() < there.contentIds().size()) {
            kept(retirement, "What belongs to it is not known; let the distribution point be repaired first.");
            return;
        }
        try {
            List<String> gone = library.remove(there.packageId(), proven);
            long freed = proven.stream()
                    .flatMap(e -> e.files().stream())
                    .collect(Collectors.toMap(
                            ContentEvidence.ProvenFile::hash, f -> f.mark().size(), (a, b) -> a))
                    .entrySet()
                    .stream()
                    .filter(e -> gone.contains(e.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            transaction.executeWithoutResult(t -> removed(retirement, there, gone, freed));
        } catch (IOException e) {
            later(retirement, "It could not be removed: " + e.getMessage());
        }
    }

    private void removed(Retirement retirement, StoredPackage there, List<String> gone, long freed) {
        published.removePackage(new ContentUndo.Place(there.packageId(), there.distributionPointId()));
        Set<String> others = stored.allPackages(there.distributionPointId()).stream()
                .flatMap(p -> p.contentIds().stream())
                .collect(Collectors.toSet());
        evidence.forget(
                there.distributionPointId(),
                gone,
                there.contentIds().stream().filter(id -> !others.contains(id)).toList());
        store.end(
                retirement.id(),
                Retirement.Status.REMOVED,
                Actor.SYSTEM.name(),
                clock.instant(),
                "Removed with " + gone.size() + " stored files that nothing else there used.",
                gone.size(),
                freed);
        audit.record(AuditEntry.success("PACKAGE_RETIRED", Retirements.TYPE, retirement.id(), there.packageId())
                .with("distributionPoint", retirement.distributionPoint())
                .with("requestedBy", retirement.requestedBy())
                .with("filesRemoved", gone.size())
                .with("bytesFreed", freed));
    }

    private void kept(Retirement retirement, String why) {
        end(retirement, Retirement.Status.KEPT, why);
    }

    private void later(Retirement retirement, String why) {
        end(retirement, Retirement.Status.FAILED, why);
    }

    private void end(Retirement retirement, Retirement.Status status, String why) {
        transaction.executeWithoutResult(t -> {
            boolean told = status == retirement.status() && why.equals(retirement.outcome());
            store.end(retirement.id(), status, Actor.SYSTEM.name(), clock.instant(), why, 0, 0);
            if (!told) {
                audit.record(
                        AuditEntry.failed("PACKAGE_RETIRED", Retirements.TYPE, retirement.id(), retirement.packageId())
                                .with("distributionPoint", retirement.distributionPoint())
                                .with("status", status.name())
                                .with("why", why));
            }
        });
    }
}
