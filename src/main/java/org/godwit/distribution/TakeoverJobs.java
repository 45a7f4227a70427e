package org.godwit.distribution;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.distribution.ContentMigration.Failure;
import org.godwit.distribution.ContentMigration.Verification;
import org.godwit.distribution.Takeover.Status;
import org.godwit.shared.GodwitException;
import org.godwit.shared.RunControl;
import org.godwit.shared.SiteCode;
import org.godwit.shared.Threads;
import org.springframework.stereotype.Service;

/** Reassignments as migration jobs do them. */
@Service
class TakeoverJobs implements DistributionPointTakeover {

    private final TakeoverStore store;
    private final SourcePointStore sourcePoints;
    private final TakeoverPlanner planner;
    private final TakeoverEngine engine;
    private final DistributionPointRepository points;
    private final TransferVerifier verifier;
    private final Clock clock;

    TakeoverJobs(
            TakeoverStore store,
            SourcePointStore sourcePoints,
            TakeoverPlanner planner,
            TakeoverEngine engine,
            DistributionPointRepository points,
            TransferVerifier verifier,
            Clock clock) {
        this.store = store;
        this.sourcePoints = sourcePoints;
        this.planner = planner;
        this.engine = engine;
        this.points = points;
        this.verifier = verifier;
        this.clock = clock;
    }

    @Override
    public List<Long> unknown(long hierarchyId, TakeoverSelection selection) {
        return selection.sourcePointIds().stream()
                .filter(id -> sourcePoints
                        .find(id)
                        .filter(row -> row.hierarchyId() == hierarchyId)
                        .isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public List<Long> failed(long runId) {
        return store.ofRun(runId).stream()
                .filter(t -> t.status() == Status.FAILED)
                .map(Takeover::sourcePointId)
                .sorted()
                .toList();
    }

    @Override
    public TakeoverPlan plan(long hierarchyId, TakeoverSelection selection) {
        String site = new SiteCode(selection.siteCode()).value();
        return new TakeoverPlan(selection.sourcePointIds().stream()
                .distinct()
                .map(id -> planner.plan(hierarchyId, id, site))
                .toList());
    }

    @Override
    public Outcome run(Run run, RunControl control) {
        new SiteCode(run.selection().siteCode());
        store.takeAlong(run);
        requireEligible(run);
        store.add(run, clock.instant());
        engine.carryOn(store.ofRun(run.runId()), control);
        return outcome(store.ofRun(run.runId()));
    }

    /** Those that have begun are not asked again: what is done of them is against them now. */
    private void requireEligible(Run run) {
        Set<Long> begun =
                store.ofRun(run.runId()).stream().map(Takeover::sourcePointId).collect(Collectors.toSet());
        List<Long> fresh = run.selection().sourcePointIds().stream()
                .filter(id -> !begun.contains(id))
                .toList();
        TakeoverSelection rest = new TakeoverSelection(
                fresh, run.selection().siteCode(), run.selection().pauseBefore());
        for (TakeoverPlan.Item item : plan(run.hierarchyId(), rest).points()) {
            if (!item.eligible()) {
                throw GodwitException.refused(
                        "DISTRIBUTION_POINT_NOT_ELIGIBLE",
                        item.serverName() + " cannot be reassigned. " + String.join(" ", item.reasons()),
                        "Leave it out, or remove the reasons and gather again.");
            }
        }
    }

    private static Outcome outcome(List<Takeover> all) {
        List<Failure> failures = all.stream()
                .filter(t -> t.status() == Status.FAILED)
                .map(t -> new Failure(
                        "",
                        t.serverName(),
                        Objects.requireNonNullElse(t.failureCode(), "LOCATION_FAILED"),
                        Objects.requireNonNullElse(t.failureMessage(), "")))
                .toList();
        return new Outcome(
                count(all, Status.COMPLETED),
                count(all, Status.WAITING_FOR_SOURCE) + count(all, Status.PAUSED),
                failures.size(),
                all.stream().mapToLong(Takeover::files).sum(),
                all.stream().mapToLong(Takeover::bytesMoved).sum(),
                count(all, Status.STOPPED) > 0,
                failures);
    }

    private static long count(List<Takeover> all, Status status) {
        return all.stream().filter(t -> t.status() == status).count();
    }

    @Override
    public Verification verify(List<Run> runs, RunControl control) {
        Map<Long, Takeover> last = new LinkedHashMap<>();
        runs.forEach(run -> store.ofRun(run.runId()).forEach(t -> last.put(t.sourcePointId(), t)));
        List<String> differences = new ArrayList<>();
        List<DistributionPointEntity> taken = new ArrayList<>();
        for (Takeover takeover : last.values()) {
            TakeoverStep done = takeover.lastDone();
            Long point = takeover.distributionPointId();
            if (done == null || point == null || done.compareTo(TakeoverStep.COPY_MISSING) < 0) {
                differences.add(takeover.serverName() + " was not taken over"
                        + (takeover.failureMessage() == null ? "." : ": " + takeover.failureMessage()));
            } else {
                points.findById(point).ifPresent(taken::add);
            }
        }
        RunScope scope = new RunScope(control, taken.size(), 0);
        TransferVerifier.Sums sums = new TransferVerifier.Sums();
        Threads.forEach(
                "takeover-verification",
                1,
                taken,
                point -> {
                    try {
                        verifier.everything(point, sums, scope);
                    } catch (IOException e) {
                        sums.differ("The content library of " + point.name() + " could not be read again: "
                                + e.getMessage());
                    }
                },
                () -> scope.tick("TAKEOVER_VERIFICATION"));
        differences.addAll(sums.differences());
        return new Verification(
                differences.isEmpty() && !scope.stopped(), sums.packages(), sums.files(), sums.bytes(), differences);
    }
}
