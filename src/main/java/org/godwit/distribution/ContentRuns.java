package org.godwit.distribution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.godwit.distribution.ContentMigration.Failure;
import org.godwit.distribution.ContentMigration.Outcome;
import org.godwit.distribution.ContentMigration.Run;
import org.godwit.distribution.ContentTransfer.Status;
import org.godwit.shared.RunControl;
import org.godwit.shared.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Executes the transfers of a run: many destination points at a time. */
@Component
class ContentRuns {

    private static final Logger LOG = LoggerFactory.getLogger(ContentRuns.class);
    static final String PHASE = "CONTENT";
    private static final long LOOK_NAP = 300_000_000;

    private final TransferStore store;
    private final DistributionPointRepository points;
    private final PointTransfers transfers;
    private final GatheredStore gathered;
    private final SourcePointStore sourcePoints;
    private final Libraries libraries;
    private final AgentRoutes routes;
    private final RemoteRuns agents;
    private final TransferProperties properties;

    ContentRuns(
            TransferStore store,
            DistributionPointRepository points,
            PointTransfers transfers,
            GatheredStore gathered,
            SourcePointStore sourcePoints,
            Libraries libraries,
            AgentRoutes routes,
            RemoteRuns agents,
            TransferProperties properties) {
        this.store = store;
        this.points = points;
        this.transfers = transfers;
        this.gathered = gathered;
        this.sourcePoints = sourcePoints;
        this.libraries = libraries;
        this.routes = routes;
        this.agents = agents;
        this.properties = properties;
    }

    /** Does what the run has not done yet, failed transfers included. */
    Outcome run(Run run, RunControl control) {
        List<ContentTransfer> all = store.ofRun(run.runId());
        List<ContentTransfer> open = all.stream()
                .filter(t -> t.status() != Status.COMPLETED && t.status() != Status.SKIPPED)
                .toList();
        RunScope scope = new RunScope(control, all.size(), gathered.bytes(run.hierarchyId(), open));
        for (int i = open.size(); i < all.size(); i++) {
            scope.packageDone();
        }
        try (scope) {
            execute(run.hierarchyId(), open, scope);
        }
        return outcome(store.ofRun(run.runId()), scope.stopped());
    }

    /** One transfer once more. */
    void again(long transferId) {
        store.find(transferId)
                .filter(t -> t.status() == Status.NOT_STARTED || t.status() == Status.RUNNING)
                .ifPresent(t -> {
                    try (RunScope scope = new RunScope(RunControl.none(), 1, 0)) {
                        execute(t.hierarchyId(), List.of(t), scope);
                    }
                });
    }

    private void execute(long hierarchyId, List<ContentTransfer> open, RunScope scope) {
        scope.tick(PHASE);
        Map<Long, List<ContentTransfer>> byPoint =
                open.stream().collect(Collectors.groupingBy(ContentTransfer::distributionPointId));
        List<DistributionPointEntity> all = points.having(byPoint.keySet());
        try (SourceChoice sources = new SourceChoice(hierarchyId, gathered, sourcePoints, libraries)) {
            Map<Long, List<String>> places = new HashMap<>();
            List<DistributionPointEntity> near = new ArrayList<>();
            List<DistributionPointEntity> far = new ArrayList<>();
            for (DistributionPointEntity point : all) {
                List<ContentTransfer> wanted = byPoint.getOrDefault(point.id(), List.of());
                List<String> route = routes.route(point.id(), () -> AgentRoutes.holders(wanted, sources));
                places.put(point.id(), route);
                (route.isEmpty() ? near : far).add(point);
            }
            RemoteRuns.Part part = agents.begin(hierarchyId, far, places, open, sources, scope);
            bring(near, byPoint, sources, scope, part);
            while (!part.over()) {
                LockSupport.parkNanos(LOOK_NAP);
                scope.tick(PHASE);
                part.look();
            }
            Map<Long, List<ContentTransfer>> left = part.left();
            bring(far.stream().filter(p -> left.containsKey(p.id())).toList(), left, sources, scope, part);
        } catch (IOException e) {
            LOG.warn("A source library could not be closed: {}", e.getMessage());
        }
        scope.tick(PHASE);
    }

    private void bring(
            List<DistributionPointEntity> at,
            Map<Long, List<ContentTransfer>> byPoint,
            SourceChoice sources,
            RunScope scope,
            RemoteRuns.Part part) {
        Threads.forEach(
                "content-run",
                properties.distributionPoints(),
                at,
                point -> transfers.bring(point, byPoint.getOrDefault(point.id(), List.of()), sources, scope),
                () -> {
                    scope.tick(PHASE);
                    part.look();
                });
    }

    private static Outcome outcome(List<ContentTransfer> all, boolean stopped) {
        List<Failure> failures = all.stream()
                .filter(t -> t.status() == Status.FAILED)
                .map(t -> new Failure(
                        t.packageId(),
                        t.distributionPoint(),
                        t.failureCode() == null ? "LOCATION_FAILED" : t.failureCode(),
                        t.failureMessage() == null ? "" : t.failureMessage()))
                .toList();
        return new Outcome(
                count(all, Status.COMPLETED),
                count(all, Status.SKIPPED),
                failures.size(),
                all.stream().mapToLong(ContentTransfer::files).sum(),
                all.stream().mapToLong(ContentTransfer::bytesMoved).sum(),
                all.stream().mapToLong(ContentTransfer::bytesSaved).sum(),
                stopped,
                failures);
    }

    private static long count(List<ContentTransfer> all, Status status) {
        return all.stream().filter(t -> t.status() == status).count();
    }
}
