package org.godwit.distribution;

import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.content.ContentException;
import org.godwit.content.LibraryTransfer;
import org.godwit.content.PackageResult;
import org.godwit.shared.RunControl;
import org.godwit.shared.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Executes runs of distribution jobs: many points at a time, each giving library read once for all of them. A run that was
 * cut off is gone on with; a package that fails does not stop the others.
 */
@Component
class DistributionRunner {

    private static final Logger LOG = LoggerFactory.getLogger(DistributionRunner.class);
    private static final String PHASE = "DISTRIBUTION";

    private final DistributionJobStore jobs;
    private final DistributionRunStore runs;
    private final DistributionPlanner planner;
    private final DistributionPointRepository points;
    private final PointStore stored;
    private final ProvenPackages proven;
    private final Libraries libraries;
    private final LibraryWriting writing;
    private final Publications publications;
    private final TransferProperties properties;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DistributionRunner(
            DistributionJobStore jobs,
            DistributionRunStore runs,
            DistributionPlanner planner,
            DistributionPointRepository points,
            PointStore stored,
            ProvenPackages proven,
            Libraries libraries,
            LibraryWriting writing,
            Publications publications,
            TransferProperties properties,
            AuditTrail audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.jobs = jobs;
        this.runs = runs;
        this.planner = planner;
        this.points = points;
        this.stored = stored;
        this.proven = proven;
        this.libraries = libraries;
        this.writing = writing;
        this.publications = publications;
        this.properties = properties;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Does a run that is not finished.
     *
     * @param shutdown true when this node is going down: the run is then left as it is, for another node
     */
    void run(long runId, BooleanSupplier shutdown) {
        DistributionRun run = runs.find(runId).orElse(null);
        DistributionJobStore.Row job =
                run == null ? null : jobs.find(run.jobId()).orElse(null);
        if (run == null || job == null || run.finishedAt() != null) {
            return;
        }
        RunControl control = control(runId, shutdown);
        List<DistributionJob.Pair> pairs = jobs.pairs(job.id());
        DistributionPlanner.Plan plan = planner.plan(pairs, job.packageIds());
        transaction.executeWithoutResult(t -> {
            plan.packages().forEach(one -> runs.add(runId, one));
            runs.unchanged(runId, plan.unchanged());
        });
        Map<String, List<Long>> givers = plan.packages().stream()
                .collect(Collectors.toMap(p -> p.to() + "/" + p.packageId(), PlannedPackage::from));
        Map<Long, List<DistributionRun.Item>> byPoint =
                runs.open(runId).stream().collect(Collectors.groupingBy(DistributionRun.Item::toPointId));
        long packages = byPoint.values().stream().mapToLong(List::size).sum();
        try (RunScope scope = new RunScope(control, packages, 0);
                OpenLibraries giving = new OpenLibraries(libraries)) {
            Threads.forEach(
                    "distribution-run",
                    properties.distributionPoints(),
                    points.having(byPoint.keySet()),
                    point -> bring(
                            job,
                            point,
                            Objects.requireNonNull(byPoint.get(point.id())),
                            givers,
                            giving,
                            scope,
                            shutdown),
                    () -> scope.tick(PHASE));
            scope.tick(PHASE);
            if (shutdown.getAsBoolean()) {
                throw new IllegalStateException("This node is going down; another one goes on with the run.");
            }
            end(job, runId, scope.stopped());
        }
    }

    private RunControl control(long runId, BooleanSupplier shutdown) {
        return new RunControl() {
            @Override
            public boolean stopRequested() {
                return shutdown.getAsBoolean() || runs.stopRequested(runId);
            }

            @Override
            public void progress(String phase, long done, long total, long bytesDone, long bytesTotal) {}
        };
    }

    private DistributionPointEntity active(long pointId) throws ContentException {
        return points.findById(pointId)
                .filter(p -> p.state() == DistributionPoint.State.ACTIVE)
                .orElseThrow(() -> new ContentException(
                        ContentException.Code.PACKAGE_NOT_IN_LIBRARY,
                        "Distribution point " + pointId + " is not in use."));
    }

    private void bring(
            DistributionJobStore.Row job,
            DistributionPointEntity to,
            List<DistributionRun.Item> items,
            Map<String, List<Long>> givers,
            OpenLibraries giving,
            RunScope scope,
            BooleanSupplier shutdown) {
        try (LibraryTransfer library = writing.open(
                active(to.id()), scope.kept(libraries.target(to)), scope::stopped, scope.meter(), scope.once())) {
            Threads.forEach("distribution-" + to.id(), properties.packages(), items, item -> {
                one(
                        job,
                        library,
                        item,
                        givers.getOrDefault(to.id() + "/" + item.packageId(), List.of()),
                        giving,
                        scope);
                scope.packageDone();
            });
            if (!shutdown.getAsBoolean()) {
                library.sweep(); // a run that was stopped is over: its job begins a new one
            }
        } catch (IOException e) {
            runs.open(items.get(0).runId()).stream()
                    .filter(item -> item.toPointId() == to.id() && item.status() == ContentTransfer.Status.NOT_STARTED)
                    .forEach(item -> failed(job, item, e));
        }
    }

    private void one(
            DistributionJobStore.Row job,
            LibraryTransfer library,
            DistributionRun.Item item,
            List<Long> givers,
            OpenLibraries giving,
            RunScope scope) {
        if (scope.stopped()) {
            return;
        }
        IOException last = null;
        for (long from : new LinkedHashSet<>(givers.isEmpty() ? List.of(item.fromPointId()) : givers)) {
            try {
                PackageResult result =
                        library.transfer(proven.request(from, item.packageId(), giving.of(from, () -> active(from))));
                transaction.executeWithoutResult(t -> published(job, item, from, result));
                return;
            } catch (IOException e) {
                last = e;
                if (e instanceof ContentException known && known.code() == ContentException.Code.STOPPED) {
                    return;
                }
            }
        }
        failed(job, item, Objects.requireNonNull(last));
    }

    private void published(DistributionJobStore.Row job, DistributionRun.Item item, long from, PackageResult result) {
        runs.published(item.runId(), item.toPointId(), item.packageId(), from, result);
        publications.record(
                item.toPointId(),
                stored.findPackage(from, item.packageId())
                        .map(StoredPackage::hierarchyId)
                        .orElse(StoredPackage.FROM_MEDIA),
                result);
        audit.record(AuditEntry.success("PACKAGE_PUBLISHED", "PACKAGE", item.packageId(), item.packageId())
                .with("distributionJob", job.name())
                .with("distributionPoint", item.to())
                .with("source", item.from())
                .with("files", result.files())
                .with("bytesMoved", result.bytesMoved()));
    }

    private void failed(DistributionJobStore.Row job, DistributionRun.Item item, IOException e) {
        String code = e instanceof ContentException known ? known.code().name() : "LOCATION_FAILED";
        if (code.equals(ContentException.Code.STOPPED.name())) {
            return;
        }
        String message = String.valueOf(e.getMessage());
        LOG.warn("Package {} was not published at {}: {}", item.packageId(), item.to(), message);
        transaction.executeWithoutResult(t -> {
            runs.status(item.runId(), item.toPointId(), item.packageId(), ContentTransfer.Status.FAILED, code, message);
            audit.record(AuditEntry.failed("PACKAGE_PUBLISHED", "PACKAGE", item.packageId(), item.packageId())
                    .with("distributionJob", job.name())
                    .with("distributionPoint", item.to())
                    .with("code", code)
                    .with("message", message));
        });
    }

    private void end(DistributionJobStore.Row job, long runId, boolean stopped) {
        transaction.executeWithoutResult(t -> {
            List<DistributionRun.Item> open = runs.open(runId);
            Set<ContentTransfer.Status> left =
                    open.stream().map(DistributionRun.Item::status).collect(Collectors.toSet());
            DistributionRun.Status status = stopped
                    ? DistributionRun.Status.STOPPED
                    : left.isEmpty() ? DistributionRun.Status.COMPLETED : DistributionRun.Status.FAILED;
            runs.end(runId, status, clock.instant());
            DistributionRun done = runs.find(runId).orElseThrow();
            audit.record(AuditEntry.success("DISTRIBUTION_JOB_RAN", DistributionJobManager.TYPE, job.id(), job.name())
                    .with("status", status.name())
                    .with("published", done.published())
                    .with("unchanged", done.unchanged())
                    .with("skipped", done.skipped())
                    .with("failed", done.failed())
                    .with("bytesMoved", done.bytesMoved()));
        });
    }
}
