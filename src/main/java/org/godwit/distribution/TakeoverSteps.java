package org.godwit.distribution;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.content.ContentException;
import org.godwit.content.ContentSource;
import org.godwit.content.FileMark;
import org.godwit.content.LibraryProof;
import org.godwit.content.PackageResult;
import org.godwit.content.Throttle;
import org.godwit.content.TransferOptions;
import org.godwit.distribution.ContentTransfer.Status;
import org.godwit.security.ScopeGuard;
import org.godwit.security.Securable;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.GodwitException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What each step of a reassignment does, and how it is taken back. Each can be done again. */
@Component
class TakeoverSteps {

    private static final Logger LOG = LoggerFactory.getLogger(TakeoverSteps.class);

    private final TakeoverStore store;
    private final DistributionPointRepository points;
    private final PointStore pointStore;
    private final SourcePointStore sourcePoints;
    private final GatheredStore gathered;
    private final EvidenceStore evidence;
    private final Publications publications;
    private final TransferStore transfers;
    private final PointTransfers pointTransfers;
    private final Libraries libraries;
    private final LocationAccounts accounts;
    private final TransferProperties properties;
    private final SourceRemoval removal;
    private final ScopeGuard scopes;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TakeoverSteps(
            TakeoverStore store,
            DistributionPointRepository points,
            PointStore pointStore,
            SourcePointStore sourcePoints,
            GatheredStore gathered,
            EvidenceStore evidence,
            Publications publications,
            TransferStore transfers,
            PointTransfers pointTransfers,
            Libraries libraries,
            LocationAccounts accounts,
            TransferProperties properties,
            SourceRemoval removal,
            ScopeGuard scopes,
            AuditTrail audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.points = points;
        this.pointStore = pointStore;
        this.sourcePoints = sourcePoints;
        this.gathered = gathered;
        this.evidence = evidence;
        this.publications = publications;
        this.transfers = transfers;
        this.pointTransfers = pointTransfers;
        this.libraries = libraries;
        this.accounts = accounts;
        this.properties = properties;
        this.removal = removal;
        this.scopes = scopes;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * @return whether the step is done; false if it waits for somebody
     * @throws GodwitException if the destination cannot take the point
     */
    boolean take(Takeover takeover, TakeoverStep step, RunScope scope) throws IOException {
        SourcePointStore.Row source = source(takeover);
        switch (step) {
            case VERIFY_CONTENT -> verify(takeover, source, scope);
            case COPY_MISSING -> copy(takeover, source, scope);
            case REGISTER -> register(takeover, source);
            case SWITCH -> switchOver(takeover, source);
            case REMOVE_AT_SOURCE -> {
                return removal.remove(source);
            }
        }
        return true;
    }

    private SourcePointStore.Row source(Takeover takeover) {
        return sourcePoints
                .find(takeover.sourcePointId())
                .orElseThrow(() -> GodwitException.notFound(
                        "DISTRIBUTION_POINT_NOT_FOUND",
                        "The source distribution point is no longer known.",
                        "Start data gathering again."));
    }

    private void verify(Takeover takeover, SourcePointStore.Row source, RunScope scope) throws IOException {
        DistributionPointEntity point = Objects.requireNonNull(transaction.execute(t -> destination(takeover, source)));
        List<String> packages =
                gathered.packagesAt(takeover.hierarchyId(), source.point().nalPath());
        Set<String> proven = proven(point.id());
        TransferOptions options =
                new TransferOptions(properties.files(), true, Throttle.none(), scope::stopped, scope.meter());
        try (ContentSource library = libraries.target(point);
                LibraryProof proof = new LibraryProof(library, options)) {
            for (String packageId : packages) {
                if (!proven.contains(packageId)) {
                    prove(takeover.hierarchyId(), packageId, point.id(), proof);
                }
            }
        }
        List<StoredPackage> held = pointStore.allPackages(point.id());
        store.found(
                takeover.id(),
                packages.size(),
                held.stream().mapToLong(StoredPackage::files).sum(),
                held.stream().mapToLong(StoredPackage::bytes).sum(),
                packages.size() - held.size());
    }

    /** A package that is missing or damaged there is left for the next step. */
    private void prove(long hierarchyId, String packageId, long pointId, LibraryProof proof) throws IOException {
        try {
            PackageResult result = proof.prove(packageId, gathered.expected(hierarchyId, packageId));
            Map<String, FileMark> marks = new HashMap<>();
            result.evidence().forEach(e -> e.files().forEach(f -> marks.put(f.hash(), f.mark())));
            transaction.executeWithoutResult(t -> {
                evidence.of(pointId).addVerified(marks);
                publications.record(pointId, hierarchyId, result);
            });
        } catch (ContentException e) {
            switch (e.code()) {
                case STOPPED, LOCATION_DENIED, LOCATION_FAILED -> throw e;
                default -> LOG.warn("{} The package will be brought.", e.getMessage());
            }
        }
    }

    private Set<String> proven(long pointId) {
        return pointStore.allPackages(pointId).stream()
                .map(StoredPackage::packageId)
                .collect(Collectors.toSet());
    }

    /** The destination point to be, not in use yet. */
    private DistributionPointEntity destination(Takeover takeover, SourcePointStore.Row source) {
        Long begun = takeover.distributionPointId();
        if (begun != null) {
            return points.findById(begun).orElseThrow();
        }
        String name = source.point().serverName();
        DistributionPointEntity before = points.findByName(name).orElse(null);
        if (before != null && before.state() != DistributionPoint.State.RETIRED) {
            throw GodwitException.conflict(
                    "DISTRIBUTION_POINT_EXISTS",
                    "The destination already has a distribution point named " + name + ".",
                    "Rename it, or abort the reassignment that made it.");
        }
        String location = CanonicalJson.write(LocationAccounts.bare(Eligibility.location(source)));
        DistributionPointEntity point = before == null
                ? new DistributionPointEntity(name, takeover.siteCode(), location, null, clock.instant())
                : before;
        point.change(name, takeover.siteCode(), location, point.bandwidthText(), clock.instant());
        point.enter(DistributionPoint.State.REASSIGNING, clock.instant());
        point.putInto(scopes.scopesOf(Securable.SOURCE_HIERARCHY, takeover.hierarchyId()));
        point = points.saveAndFlush(point);
        pointStore.forgetProofs(point.id());
        accounts.hand(takeover.hierarchyId(), source.id(), point.id());
        store.point(takeover.id(), point.id());
        audit.record(event("TAKEOVER_STARTED", takeover, point));
        return point;
    }

    private void copy(Takeover takeover, SourcePointStore.Row source, RunScope scope) throws IOException {
        DistributionPointEntity point = point(takeover);
        Set<String> proven = proven(point.id());
        List<TransferStore.Pair> missing =
                gathered.packagesAt(takeover.hierarchyId(), source.point().nalPath()).stream()
                        .filter(id -> !proven.contains(id))
                        .map(id -> new TransferStore.Pair(id, point.id()))
                        .toList();
        transfers.add(
                new ContentMigration.Run(
                        takeover.jobId(),
                        takeover.runId(),
                        takeover.hierarchyId(),
                        new ContentMigration.ContentSelection(false, Set.of(), List.of())),
                missing);
        List<ContentTransfer> open = here(takeover, point).stream()
                .filter(t -> t.status() != Status.COMPLETED && t.status() != Status.SKIPPED)
                .toList();
        if (!open.isEmpty()) {
            try (SourceChoice sources = new SourceChoice(takeover.hierarchyId(), gathered, sourcePoints, libraries)) {
                pointTransfers.bring(point, open, sources, scope);
            }
        }
        List<ContentTransfer> all = here(takeover, point);
        store.moved(
                takeover.id(),
                all.stream().mapToLong(ContentTransfer::bytesMoved).sum());
        if (scope.stopped()) {
            throw new ContentException(ContentException.Code.STOPPED, "The reassignment was stopped.");
        }
        List<ContentTransfer> failed =
                all.stream().filter(t -> t.status() == Status.FAILED).toList();
        if (!failed.isEmpty()) {
            ContentTransfer first = failed.get(0);
            throw GodwitException.conflict(
                    first.failureCode() == null ? "LOCATION_FAILED" : first.failureCode(),
                    failed.size() + " packages of " + takeover.serverName() + " could not be made whole. "
                            + first.packageId() + ": " + first.failureMessage(),
                    "Make the packages available at another source distribution point, then carry the reassignment on.");
        }
    }

    private List<ContentTransfer> here(Takeover takeover, DistributionPointEntity point) {
        return transfers.ofRun(takeover.runId()).stream()
                .filter(t -> t.distributionPointId() == point.id())
                .toList();
    }

    private void register(Takeover takeover, SourcePointStore.Row source) {
        DistributionPointEntity point = point(takeover);
        point.enter(DistributionPoint.State.ACTIVE, clock.instant());
        points.saveAndFlush(point);
        audit.record(event("DISTRIBUTION_POINT_REGISTERED", takeover, point)
                .with("packages", proven(point.id()).size())
                .with("location", Eligibility.location(source).text()));
    }

    private void switchOver(Takeover takeover, SourcePointStore.Row source) {
        DistributionPointEntity point = point(takeover);
        sourcePoints.takenOver(source.id(), point.id());
        audit.record(event("DISTRIBUTION_POINT_SWITCHED", takeover, point));
    }

    /** Takes back what was done at the destination; in the caller's transaction. */
    void takeBack(Takeover takeover) {
        sourcePoints.takenOver(takeover.sourcePointId(), null);
        Long begun = takeover.distributionPointId();
        if (begun != null) {
            points.findById(begun).ifPresent(point -> {
                point.enter(DistributionPoint.State.RETIRED, clock.instant());
                points.saveAndFlush(point);
                pointStore.forgetProofs(point.id());
                accounts.forget(point.id());
            });
        }
    }

    private DistributionPointEntity point(Takeover takeover) {
        return points.findById(Objects.requireNonNull(takeover.distributionPointId()))
                .orElseThrow();
    }

    private static AuditEntry event(String action, Takeover takeover, DistributionPointEntity point) {
        return AuditEntry.success(action, DistributionPoints.TYPE, point.id(), point.name())
                .with("takeover", takeover.id())
                .with("siteCode", takeover.siteCode())
                .with("job", takeover.jobId());
    }
}
