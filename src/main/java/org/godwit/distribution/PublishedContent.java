package org.godwit.distribution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.content.ContentEvidence;
import org.godwit.content.DestinationRecords;
import org.godwit.content.LibraryTransfer;
import org.godwit.shared.RunControl;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes what jobs published, one library after the other, each held for writing meanwhile. */
@Service
class PublishedContent implements ContentUndo {

    private static final String LAY_THERE = "All its files lay there before the job.";

    private final PublishedStore store;
    private final PointStore stored;
    private final DistributionPointRepository points;
    private final EvidenceStore evidence;
    private final Libraries libraries;
    private final LibraryWriting writing;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;

    PublishedContent(
            PublishedStore store,
            PointStore stored,
            DistributionPointRepository points,
            EvidenceStore evidence,
            Libraries libraries,
            LibraryWriting writing,
            AuditTrail audit,
            TransactionTemplate transaction) {
        this.store = store;
        this.stored = stored;
        this.points = points;
        this.evidence = evidence;
        this.libraries = libraries;
        this.writing = writing;
        this.audit = audit;
        this.transaction = transaction;
    }

    @Override
    public List<Published> published(long jobId) {
        return store.ofJob(jobId).stream()
                .map(p -> p.keep() != null || !layThereBefore(evidence(p.place()))
                        ? p
                        : new Published(p.place(), p.distributionPoint(), p.files(), p.bytes(), LAY_THERE))
                .toList();
    }

    /** Evidence of the package's contents, as far as there is any. */
    private List<ContentEvidence> evidence(Place place) {
        DestinationRecords records = evidence.readOnly(place.distributionPointId());
        return contentIds(place).stream()
                .map(records::evidence)
                .filter(Objects::nonNull)
                .map(e -> (ContentEvidence) e)
                .toList();
    }

    private List<String> contentIds(Place place) {
        return stored.findPackage(place.distributionPointId(), place.packageId())
                .map(StoredPackage::contentIds)
                .orElse(List.of());
    }

    /** True if every file of it was found in the library by Godwit, and none brought there. */
    private static boolean layThereBefore(List<ContentEvidence> proven) {
        return proven.stream()
                .flatMap(e -> e.files().stream())
                .map(ContentEvidence.ProvenFile::how)
                .reduce((a, b) -> a == b ? a : ContentEvidence.How.COPIED)
                .map(how -> how == ContentEvidence.How.HASHED)
                .orElse(false);
    }

    @Override
    public Outcome remove(long jobId, long undoJobId, Collection<Place> places, RunControl control) {
        Removing removing = new Removing(jobId, undoJobId, new HashSet<>(places));
        Map<Long, List<Published>> byPoint = store.ofJob(jobId).stream()
                .filter(p -> places.contains(p.place()))
                .collect(Collectors.groupingBy(p -> p.place().distributionPointId()));
        try (RunScope scope = new RunScope(control, places.size(), 0)) {
            for (DistributionPointEntity point : points.having(byPoint.keySet())) {
                scope.tick(ContentRuns.PHASE);
                if (scope.stopped()) {
                    break;
                }
                removing.at(point, byPoint.getOrDefault(point.id(), List.of()), scope);
            }
            return new Outcome(removing.removed, removing.kept, scope.stopped());
        }
    }

    /** One removal under way. */
    private final class Removing {
        private final long jobId;
        private final long undoJobId;
        private final Set<Place> wanted;
        private final List<Kept> kept = new ArrayList<>();
        private long removed;

        Removing(long jobId, long undoJobId, Set<Place> wanted) {
            this.jobId = jobId;
            this.undoJobId = undoJobId;
            this.wanted = wanted;
        }

        void at(DistributionPointEntity point, List<Published> packages, RunScope scope) {
            try (LibraryTransfer library = writing.open(
                    point, scope.kept(libraries.target(point)), scope::stopped, scope.meter(), scope.once())) {
                // now that nobody else can write there: what another job did meanwhile counts
                Map<Place, Published> now = new HashMap<>();
                store.ofJob(jobId).forEach(p -> now.put(p.place(), p));
                for (Published one : packages) {
                    scope.tick(ContentRuns.PHASE);
                    if (scope.stopped()) {
                        return;
                    }
                    Published present = now.get(one.place());
                    if (present != null && wanted.contains(one.place())) {
                        one(library, present);
                    }
                    scope.packageDone();
                }
            } catch (IOException e) {
                packages.forEach(p -> keep(p, "Its library could not be written to: " + e.getMessage()));
            }
        }

        private void one(LibraryTransfer library, Published there) {
            String why = there.keep();
            if (why != null) {
                keep(there, why);
                return;
            }
            Place place = there.place();
            List<String> contentIds = contentIds(place);
            List<ContentEvidence> proven = evidence(place);
            if (proven.size() < contentIds.size()) {
                keep(there, "What belongs to it is no longer proven; let the distribution point be verified first.");
                return;
            }
            if (layThereBefore(proven)) {
                keep(there, LAY_THERE);
                return;
            }
            try {
                List<String> gone = library.remove(place.packageId(), proven);
                transaction.executeWithoutResult(status -> forget(there, gone, contentIds));
                removed++;
            } catch (IOException e) {
                keep(there, "It could not be removed: " + e.getMessage());
            }
        }

        private void forget(Published there, List<String> hashes, List<String> contentIds) {
            Place place = there.place();
            store.removePackage(place);
            evidence.forget(place.distributionPointId(), hashes, contentIds);
            audit.record(AuditEntry.success("PACKAGE_REMOVED", "PACKAGE", place.packageId(), place.packageId())
                    .with("distributionPoint", there.distributionPoint())
                    .with("undoneJobId", jobId)
                    .with("jobId", undoJobId)
                    .with("filesRemoved", hashes.size()));
        }

        private void keep(Published there, String why) {
            kept.add(new Kept(there.place(), there.distributionPoint(), why));
        }
    }
}
