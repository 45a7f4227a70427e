package org.godwit.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.godwit.audit.AuditTrail;
import org.godwit.security.ScopeGuard;
import org.godwit.security.Securable;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Migration jobs within the security scopes of whoever asks; the parts do the work. */
@Service
class MigrationJobManager implements MigrationJobService {

    private static final int MOST_EVENTS = 500;

    private final JobAccess access;
    private final JobCreation creation;
    private final JobPlanning planning;
    private final JobLifecycle lifecycle;
    private final MigrationJobRepository jobs;
    private final JobQueries queries;
    private final JobViews views;
    private final RunStore runs;
    private final RunItemStore items;
    private final JobEventStore events;
    private final FailedSelection failed;
    private final JobReports reports;
    private final EvidencePack evidence;
    private final PlanComparer comparer;
    private final ObjectHistoryQueries history;
    private final LaterVerification verification;
    private final JobRemoval removal;
    private final List<JobUse> uses;
    private final ScopeGuard scopes;
    private final AuditTrail audit;

    MigrationJobManager(
            JobAccess access,
            JobCreation creation,
            JobPlanning planning,
            JobLifecycle lifecycle,
            MigrationJobRepository jobs,
            JobQueries queries,
            JobViews views,
            RunStore runs,
            RunItemStore items,
            JobEventStore events,
            FailedSelection failed,
            JobReports reports,
            EvidencePack evidence,
            PlanComparer comparer,
            ObjectHistoryQueries history,
            LaterVerification verification,
            JobRemoval removal,
            List<JobUse> uses,
            ScopeGuard scopes,
            AuditTrail audit) {
        this.access = access;
        this.creation = creation;
        this.planning = planning;
        this.lifecycle = lifecycle;
        this.jobs = jobs;
        this.queries = queries;
        this.views = views;
        this.runs = runs;
        this.items = items;
        this.events = events;
        this.failed = failed;
        this.reports = reports;
        this.evidence = evidence;
        this.comparer = comparer;
        this.history = history;
        this.verification = verification;
        this.removal = removal;
        this.uses = uses;
        this.scopes = scopes;
        this.audit = audit;
    }

    @Override
    public MigrationJob create(NewMigrationJob request, @Nullable String idempotencyKey) {
        return creation.create(request, idempotencyKey);
    }

    @Override
    public MigrationPlan preview(NewMigrationJob request) {
        return planning.preview(request);
    }

    @Override
    public JobReport previewFile(NewMigrationJob request, JobReport.Format format) {
        return PlanPages.of(planning.preview(request), format);
    }

    @Override
    public MigrationJob get(long id) {
        return views.of(access.find(id));
    }

    @Override
    public Page<MigrationJob> list(JobFilter filter, PageQuery page) {
        Page<Long> ids = queries.search(filter, access.scopesInReach(), page);
        Map<Long, MigrationJobEntity> byId = new HashMap<>();
        jobs.findAllById(ids.items()).forEach(job -> byId.put(job.id(), job));
        List<MigrationJobEntity> inOrder = new ArrayList<>();
        ids.items().forEach(id -> Optional.ofNullable(byId.get(id)).ifPresent(inOrder::add));
        return new Page<>(views.of(inOrder), ids.page(), ids.size(), ids.total());
    }

    @Override
    public MigrationPlan makePlan(long id) {
        return planning.make(id);
    }

    @Override
    public MigrationPlan plan(long id) {
        return planning.present(id);
    }

    @Override
    public MigrationJob approve(long id, String planDigest) {
        return planning.approve(id, planDigest);
    }

    @Override
    public MigrationJob start(long id) {
        return access.changeJob(id, job -> {
            scopes.require(Securable.SOURCE_HIERARCHY, job.hierarchyId());
            lifecycle.start(job);
        });
    }

    @Override
    public MigrationJob stop(long id) {
        return access.changeJob(id, lifecycle::requestStop);
    }

    @Override
    public MigrationJob retryFailed(long id) {
        return access.changeJob(id, job -> lifecycle.retry(job, failed.of(job)));
    }

    @Override
    public MigrationJob cloneJob(long id) {
        return creation.copy(id);
    }

    @Override
    public MigrationJob undo(long id) {
        return creation.undo(id);
    }

    @Override
    public void delete(long id) {
        access.change(() -> {
            MigrationJobEntity job = access.find(id);
            job.requireNotRunning("deleted");
            requireUnused(job);
            removal.remove(job);
            audit.record(JobLifecycle.entry(job, "DELETED")
                    .with("status", job.status().name()));
            return true;
        });
    }

    private void requireUnused(MigrationJobEntity job) {
        uses.stream().flatMap(use -> use.of(job.id()).stream()).findFirst().ifPresent(use -> {
            throw GodwitException.conflict(
                    "JOB_IN_USE",
                    "Job '" + job.name() + "' cannot be deleted. It belongs to " + use + ".",
                    "Delete those first, or leave the job where it is.");
        });
    }

    @Override
    public Page<JobItem> items(long id, @Nullable ItemStatus status, @Nullable String name, PageQuery page) {
        MigrationJobEntity job = access.find(id);
        return Optional.ofNullable(job.runId())
                .flatMap(runs::find)
                .map(run -> items.list(runs.outcome(run), status, name, page))
                .orElseGet(() -> new Page<>(List.of(), page.page(), page.size(), 0));
    }

    @Override
    public JobReport report(long id, JobReport.Format format) {
        return reports.of(access.find(id), format);
    }

    @Override
    public JobReport planFile(long id, JobReport.Format format) {
        return PlanPages.of(plan(id), format);
    }

    @Override
    public List<ObjectRun> history(long hierarchyId, long entityId) {
        return history.of(hierarchyId, entityId, access.scopesInReach());
    }

    @Override
    public MigrationJob verify(long id) {
        return access.changeJob(id, verification::request);
    }

    @Override
    public PlanComparison comparePlans(long id, @Nullable String digest) {
        return comparer.compare(access.find(id), digest);
    }

    @Override
    public JobReport evidence(long id) {
        return access.change(() -> evidence.of(access.find(id)));
    }

    @Override
    public List<JobEvent> events(long id, long afterId) {
        return events.after(access.find(id).id(), afterId, MOST_EVENTS);
    }

    @Override
    public Page<JobEvent> log(long id, PageQuery page) {
        return events.newest(access.find(id).id(), page, EVENTS_COUNTED);
    }

    @Override
    public List<JobEvent> latest(long id, int most) {
        return events.newest(access.find(id).id(), 0, most);
    }

    @Override
    public List<JobEvent> phases(long id) {
        MigrationJobEntity job = access.find(id);
        return events.ofRun(job.id(), job.runs(), JobEventStore.PHASE_STARTED);
    }
}
