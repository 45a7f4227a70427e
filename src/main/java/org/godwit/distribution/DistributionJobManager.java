package org.godwit.distribution;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.security.ScopeGuard;
import org.godwit.security.Securable;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.shared.Repetition;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Distribution jobs in the database; the schedule runs them. */
@Service
@Transactional
class DistributionJobManager implements DistributionJobService {

    static final String TYPE = "DISTRIBUTION_JOB";
    private static final int MOST_PAIRS = 1000;
    private static final int MOST_PACKAGES = 10_000;

    private final DistributionJobStore store;
    private final DistributionRunStore runs;
    private final DistributionPointRepository points;
    private final ScopeGuard scopes;
    private final AuditTrail audit;
    private final DistributionStarts starts;
    private final Clock clock;

    DistributionJobManager(
            DistributionJobStore store,
            DistributionRunStore runs,
            DistributionPointRepository points,
            ScopeGuard scopes,
            AuditTrail audit,
            DistributionStarts starts,
            Clock clock) {
        this.store = store;
        this.runs = runs;
        this.points = points;
        this.scopes = scopes;
        this.audit = audit;
        this.starts = starts;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Page<DistributionJob> list(PageQuery query) {
        Set<String> held = Actor.current().scopes();
        Page<DistributionJobStore.Row> found = store.list(held.contains(Actor.SCOPE_ALL) ? null : held, query);
        return new Page<>(found.items().stream().map(this::view).toList(), found.page(), found.size(), found.total());
    }

    @Override
    @Transactional(readOnly = true)
    public DistributionJob get(long id) {
        return view(find(id));
    }

    @Override
    public DistributionJob create(NewDistributionJob wanted) {
        DistributionJobStore.Row checked = check(0, wanted);
        long id = store.add(checked);
        store.putPairs(id, pairs(wanted));
        starts.schedule(id, checked.nextRunAt());
        audit.record(told("DISTRIBUTION_JOB_CREATED", get(id)));
        return get(id);
    }

    @Override
    public DistributionJob update(long id, NewDistributionJob wanted) {
        find(id);
        DistributionJobStore.Row checked = check(id, wanted);
        store.change(checked);
        store.putPairs(id, pairs(wanted));
        starts.schedule(id, checked.nextRunAt());
        audit.record(told("DISTRIBUTION_JOB_MODIFIED", get(id)));
        return get(id);
    }

    @Override
    public void delete(long id) {
        DistributionJob job = get(id);
        requireIdle(job.id(), job.name());
        audit.record(told("DISTRIBUTION_JOB_DELETED", job));
        runs.removeAll(id);
        store.remove(id);
    }

    @Override
    public DistributionRun start(long id) {
        DistributionJobStore.Row job = find(id);
        requireIdle(id, job.name());
        return starts.begin(job);
    }

    private void requireIdle(long id, String name) {
        if (runs.running(id)) {
            throw GodwitException.conflict(
                    "DISTRIBUTION_JOB_RUNNING",
                    "Distribution job '" + name + "' is running.",
                    "Wait until its run has ended, or stop it.");
        }
    }

    @Override
    public DistributionJob stop(long id) {
        DistributionJobStore.Row job = find(id);
        runs.requestStop(id);
        audit.record(AuditEntry.success("DISTRIBUTION_JOB_STOP_REQUESTED", TYPE, id, job.name()));
        return view(job);
    }

    @Override
    @Transactional(readOnly = true)
    public Page<DistributionRun> runs(long id, PageQuery query) {
        find(id);
        return runs.list(id, query);
    }

    @Override
    @Transactional(readOnly = true)
    public DistributionRun run(long id, long runId) {
        find(id);
        return runs.find(runId)
                .filter(run -> run.jobId() == id)
                .orElseThrow(() -> GodwitException.notFound(
                        "DISTRIBUTION_RUN_NOT_FOUND",
                        "The distribution job has no run " + runId + ".",
                        "List the job's runs to see their ids."));
    }

    @Override
    @Transactional(readOnly = true)
    public Page<DistributionRun.Item> items(long id, long runId, PageQuery query) {
        run(id, runId);
        return runs.items(runId, query);
    }

    private DistributionJobStore.Row find(long id) {
        return store.find(id)
                .filter(job -> starts.reached(id))
                .orElseThrow(() -> GodwitException.notFound(
                        "DISTRIBUTION_JOB_NOT_FOUND",
                        "There is no distribution job " + id + ".",
                        "List the distribution jobs to see their ids."));
    }

    private DistributionJobStore.Row check(long id, NewDistributionJob wanted) {
        String name = wanted.name() == null ? "" : wanted.name().strip();
        List<DistributionJob.Pair> pairs = pairs(wanted);
        List<String> packages =
                wanted.packageIds() == null ? List.of() : List.copyOf(new TreeSet<>(wanted.packageIds()));
        if (name.isEmpty()
                || name.length() > 200
                || pairs.isEmpty()
                || pairs.size() > MOST_PAIRS
                || pairs.stream().anyMatch(pair -> pair.from() == pair.to())
                || packages.size() > MOST_PACKAGES
                || packages.stream().anyMatch(p -> p == null || !p.matches("[A-Za-z0-9_-]{1,64}"))) {
            throw GodwitException.invalid(
                    "DISTRIBUTION_JOB_INVALID",
                    "A distribution job needs a name of at most 200 characters and 1 to " + MOST_PAIRS
                            + " pairs of different distribution points; packages are given by their PackageIDs.",
                    "Give name and pairs: [{\"from\": 1, \"to\": 2}].");
        }
        for (DistributionJob.Pair pair : pairs) {
            requirePoint(pair.from());
            requirePoint(pair.to());
        }
        if (store.named(name, id)) {
            throw GodwitException.conflict(
                    "DISTRIBUTION_JOB_EXISTS",
                    "There is a distribution job named '" + name + "' already.",
                    "Choose another name.");
        }
        Instant now = clock.instant();
        Repetition.next(wanted.every(), now); // refuses what is not understood
        Instant start = wanted.startAt();
        Instant next = start != null ? start : wanted.every() == null ? null : now;
        return new DistributionJobStore.Row(
                id,
                name,
                packages,
                wanted.every(),
                next == null ? null : next.truncatedTo(java.time.temporal.ChronoUnit.MILLIS),
                Actor.current().name(),
                now);
    }

    private void requirePoint(long id) {
        scopes.require(Securable.DISTRIBUTION_POINT, id);
        if (points.findById(id)
                .filter(p -> p.state() == DistributionPoint.State.ACTIVE)
                .isEmpty()) {
            throw GodwitException.notFound(
                    "DISTRIBUTION_POINT_NOT_FOUND",
                    "There is no distribution point " + id + " in use.",
                    "List the distribution points to see their ids.");
        }
    }

    private static List<DistributionJob.Pair> pairs(NewDistributionJob wanted) {
        return wanted.pairs() == null
                ? List.of()
                : wanted.pairs().stream()
                        .map(pair -> new DistributionJob.Pair(pair.from(), pair.to()))
                        .distinct()
                        .toList();
    }

    private static AuditEntry told(String action, DistributionJob job) {
        return AuditEntry.success(action, TYPE, job.id(), job.name())
                .with(
                        "pairs",
                        job.pairs().stream()
                                .map(pair -> pair.fromName() + " -> " + pair.toName())
                                .toList())
                .with("packages", job.packageIds().size())
                .with("every", job.every());
    }

    private DistributionJob view(DistributionJobStore.Row row) {
        return new DistributionJob(
                row.id(),
                row.name(),
                store.pairs(row.id()),
                row.packageIds(),
                row.every(),
                row.nextRunAt(),
                row.createdBy(),
                row.createdAt(),
                runs.last(row.id()).orElse(null));
    }
}
