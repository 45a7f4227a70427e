package org.godwit.distribution;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.distribution.TransferStore.Pair;
import org.godwit.security.ScopeGuard;
import org.godwit.security.Securable;
import org.godwit.shared.GodwitException;
import org.godwit.shared.RunControl;
import org.godwit.site.SourceDatabase;
import org.godwit.site.SourceDistributionPoint;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The content part of gathering and of migration jobs. */
@Service
class ContentJobs implements ContentMigration {

    private final GatheredStore gathered;
    private final SourcePointStore sourcePoints;
    private final DistributionPointRepository points;
    private final TransferStore transfers;
    private final ContentPlanner planner;
    private final ContentRuns runs;
    private final TransferVerifier verifier;
    private final TakeoverEngine takeovers;
    private final ScopeGuard scopes;
    private final AuditTrail audit;
    private final Clock clock;

    ContentJobs(
            GatheredStore gathered,
            SourcePointStore sourcePoints,
            DistributionPointRepository points,
            TransferStore transfers,
            ContentPlanner planner,
            ContentRuns runs,
            TransferVerifier verifier,
            TakeoverEngine takeovers,
            ScopeGuard scopes,
            AuditTrail audit,
            Clock clock) {
        this.gathered = gathered;
        this.sourcePoints = sourcePoints;
        this.points = points;
        this.transfers = transfers;
        this.planner = planner;
        this.runs = runs;
        this.verifier = verifier;
        this.takeovers = takeovers;
        this.scopes = scopes;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional
    public Gathered gather(long hierarchyId, SourceDatabase source, RunControl control) {
        List<SourceDistributionPoint> found = source.distributionPoints();
        control.progress("PACKAGE_STATUS", 0, 0);
        GatheredStore.Merged merged = sourcePoints
                .replace(hierarchyId, found, clock.instant())
                .plus(gathered.contents(hierarchyId, source::contents))
                .plus(gathered.packageStatus(hierarchyId, source::packageStatus));
        takeovers.sourceGathered(hierarchyId);
        long packages = gathered.packageIds(hierarchyId).size();
        audit.record(AuditEntry.success("CONTENT_GATHERED", "SOURCE_HIERARCHY", hierarchyId, null)
                .with("packages", packages)
                .with("distributionPoints", found.size())
                .with("added", merged.added())
                .with("modified", merged.modified())
                .with("removed", merged.removed()));
        control.progress("PACKAGE_STATUS", packages, packages);
        return new Gathered(packages, found.size(), merged.added(), merged.modified(), merged.removed());
    }

    @Override
    public Unknown unknown(long hierarchyId, ContentSelection selection) {
        Set<String> packageIds = new TreeSet<>(selection.packageIds());
        packageIds.removeAll(new HashSet<>(gathered.packageIds(hierarchyId)));
        Set<Long> pointIds = new TreeSet<>(selection.distributionPointIds());
        inReach(points.having(selection.distributionPointIds())).forEach(point -> pointIds.remove(point.id()));
        return new Unknown(List.copyOf(packageIds), List.copyOf(pointIds));
    }

    @Override
    public ContentPlan plan(long hierarchyId, ContentSelection selection) {
        return planner.plan(hierarchyId, packages(hierarchyId, selection), pointsOf(selection));
    }

    @Override
    public Outcome run(Run run, RunControl control) {
        List<Pair> pairs = new ArrayList<>();
        List<DistributionPointEntity> chosen = pointsOf(run.selection());
        for (String packageId : packages(run.hierarchyId(), run.selection())) {
            chosen.forEach(point -> pairs.add(new Pair(packageId, point.id())));
        }
        transfers.add(run, pairs);
        return runs.run(run, control);
    }

    @Override
    public Verification verify(List<Run> runs, RunControl control) {
        return verifier.verify(runs, control);
    }

    private List<String> packages(long hierarchyId, ContentSelection selection) {
        return selection.allPackages()
                ? gathered.packageIds(hierarchyId)
                : List.copyOf(new TreeSet<>(selection.packageIds()));
    }

    private List<DistributionPointEntity> pointsOf(ContentSelection selection) {
        Collection<Long> ids = selection.distributionPointIds();
        List<DistributionPointEntity> chosen =
                inReach(ids.isEmpty() ? points.findAllByOrderById() : points.having(ids)).stream()
                        .filter(p -> p.state() == DistributionPoint.State.ACTIVE)
                        .toList();
        if (chosen.size() < ids.size()) {
            throw GodwitException.notFound(
                    "DISTRIBUTION_POINT_NOT_FOUND",
                    "Not every distribution point that was chosen exists and is in use.",
                    "List the distribution points to see their ids.");
        }
        return chosen;
    }

    /** Those in the scopes of whoever acts: of whoever plans a job, or of the creator of one that runs. */
    private List<DistributionPointEntity> inReach(List<DistributionPointEntity> found) {
        Set<Long> reach = scopes.inReach(Securable.DISTRIBUTION_POINT);
        return reach == null
                ? found
                : found.stream().filter(point -> reach.contains(point.id())).toList();
    }
}
