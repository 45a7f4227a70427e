package org.godwit.job;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.security.ScopeGuard;
import org.godwit.security.Securable;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Migration jobs within the security scopes of whoever asks. */
@Service
class MigrationJobManager implements MigrationJobService {

    private static final int MOST_EVENTS = 500;
    private static final int LONGEST_KEY = 200;

    private final MigrationJobRepository jobs;
    private final JobQueries queries;
    private final JobViews views;
    private final JobValidation validation;
    private final JobInsertion insertion;
    private final JobLifecycle lifecycle;
    private final JobRequestStore requests;
    private final PlanMaker planMaker;
    private final PlanStore plans;
    private final PlanViews planViews;
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
    private final JobProperties properties;
    private final ScopeGuard scopes;
    private final AuditTrail audit;
    private final TransactionTemplate transactions;
    private final Clock clock;

    MigrationJobManager(
            MigrationJobRepository jobs,
            JobQueries queries,
            JobViews views,
            JobValidation validation,
            JobInsertion insertion,
            JobLifecycle lifecycle,
            JobRequestStore requests,
            PlanMaker planMaker,
            PlanStore plans,
            PlanViews planViews,
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
            JobProperties properties,
            ScopeGuard scopes,
            AuditTrail audit,
            TransactionTemplate transactions,
            Clock clock) {
        this.jobs = jobs;
        this.queries = queries;
        this.views = views;
        this.validation = validation;
        this.insertion = insertion;
        this.lifecycle = lifecycle;
        this.requests = requests;
        this.planMaker = planMaker;
        this.plans = plans;
        this.planViews = planViews;
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
        this.properties = properties;
        this.scopes = scopes;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public MigrationJob create(NewMigrationJob request, @Nullable String idempotencyKey) {
        if (idempotencyKey == null) {
            validation.check(request);
            return change(() -> views.of(insertion.insert(request)));
        }
        String key = idempotencyKey.strip();
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw GodwitException.invalid(
                    "IDEMPOTENCY_KEY_INVALID",
                    "The idempotency key must have 1 to " + LONGEST_KEY + " characters.",
                    "Send a random identifier, e.g. a UUID.");
        }
        String digest = CanonicalJson.digest(request);
        Optional<MigrationJob> made = earlier(key, digest);
        if (made.isPresent()) {
            return made.get();
        }
        validation.check(request);
        try {
            return change(() -> {
                MigrationJobEntity job = insertion.insert(request);
                requests.insert(Actor.current().name(), key, digest, job.id(), clock.instant());
                return views.of(job);
            });
        } catch (DuplicateKeyException e) {
            return earlier(key, digest).orElseThrow(() -> e);
        }
    }

    /** The job that the same request made before. */
    private Optional<MigrationJob> earlier(String key, String digest) {
        return requests.find(Actor.current().name(), key).map(made -> {
            if (!made.requestDigest().equals(digest)) {
                throw GodwitException.conflict(
                        "IDEMPOTENCY_KEY_REUSED",
                        "This idempotency key was used for another request.",
                        "Use a new key for a new request.");
            }
            return get(made.jobId());
        });
    }

    /** The job and its plan are made as always, in a transaction that is then taken back. */
    @Override
    public MigrationPlan preview(NewMigrationJob request) {
        validation.check(request);
        MigrationPlan plan = Objects.requireNonNull(transactions.execute(status -> {
            MigrationJobEntity job = jobs.saveAndFlush(JobInsertion.unsaved(request, clock.instant()));
            MigrationPlan made = planViews.of(
                    planMaker.make(job, job.settings().select(), Actor.current().name()));
            status.setRollbackOnly();
            return made;
        }));
        audit.recordApart(AuditEntry.success(
                        "MIGRATION_JOB_PREVIEWED",
                        JobLifecycle.AUDIT_TYPE,
                        null,
                        request.name().strip())
                .with("sourceHierarchyId", request.sourceHierarchyId())
                .with("planDigest", plan.digest()));
        return plan;
    }

    @Override
    public MigrationJob get(long id) {
        return views.of(find(id));
    }

    @Override
    public Page<MigrationJob> list(JobFilter filter, PageQuery page) {
        Page<Long> ids = queries.search(filter, scopesInReach(), page);
        Map<Long, MigrationJobEntity> byId = new HashMap<>();
        jobs.findAllById(ids.items()).forEach(job -> byId.put(job.id(), job));
        List<MigrationJobEntity> inOrder = new ArrayList<>();
        ids.items().forEach(id -> Optional.ofNullable(byId.get(id)).ifPresent(inOrder::add));
        return new Page<>(views.of(inOrder), ids.page(), ids.size(), ids.total());
    }

    @Override
    public MigrationPlan makePlan(long id) {
        MigrationJobEntity job = find(id);
        job.requireNotRunning("planned");
        PlanStore.Header made =
                planMaker.make(job, job.settings().select(), Actor.current().name());
        return change(() -> {
            find(id).requireNotRunning("planned");
            lifecycle.planned(id, made);
            return planViews.of(made);
        });
    }

    @Override
    public MigrationPlan plan(long id) {
        return Optional.ofNullable(find(id).planId())
                .flatMap(plans::header)
                .map(planViews::of)
                .orElseThrow(() -> GodwitException.notFound(
                        "JOB_NOT_PLANNED", "This job has no plan yet.", "Make one with POST .../plan."));
    }

    @Override
    public MigrationJob approve(long id, String planDigest) {
        return changeJob(id, job -> {
            job.requireNotRunning("approved");
            String by = Actor.current().name();
            if (by.equalsIgnoreCase(job.createdBy())) {
                throw new GodwitException(
                        GodwitException.Kind.FORBIDDEN,
                        "JOB_APPROVER_IS_CREATOR",
                        "Whoever created a job cannot approve it.",
                        "Let somebody else with the right MIGRATION_JOB:APPROVE review and approve the plan.");
            }
            String present = job.planDigest();
            if (present == null) {
                throw GodwitException.conflict(
                        "JOB_NOT_PLANNED", "This job has no plan that could be approved.", "Make a plan first.");
            }
            if (!present.equals(planDigest)) {
                throw GodwitException.conflict(
                        "JOB_PLAN_CHANGED",
                        "The plan you approve is not the job's present plan.",
                        "Review the present plan, " + present + ", and approve that.");
            }
            if (job.isApproved()) {
                throw GodwitException.conflict(
                        "JOB_APPROVED_ALREADY",
                        "The present plan of this job is approved already.",
                        "Look at the job to see by whom.");
            }
            job.approved(by, clock.instant());
            events.add(id, 0, null, "APPROVED", "Approved by " + by + ": " + planDigest + ".");
            audit.record(JobLifecycle.entry(job, "APPROVED").with("planDigest", planDigest));
            if (properties.approvalRequired()
                    && job.status() == JobStatus.NOT_STARTED
                    && job.settings().schedule().when() == JobSchedule.When.NOW) {
                lifecycle.start(job);
            }
        });
    }

    @Override
    public MigrationJob start(long id) {
        return changeJob(id, job -> {
            scopes.require(Securable.SOURCE_HIERARCHY, job.hierarchyId());
            lifecycle.start(job);
        });
    }

    @Override
    public MigrationJob stop(long id) {
        return changeJob(id, lifecycle::requestStop);
    }

    @Override
    public MigrationJob retryFailed(long id) {
        return changeJob(id, job -> lifecycle.retry(job, failed.of(job)));
    }

    @Override
    public MigrationJob cloneJob(long id) {
        MigrationJobEntity original = find(id);
        return change(
                () -> views.of(insertion.insert(original.copy(Actor.current().name(), clock.instant()))));
    }

    @Override
    public MigrationJob undo(long id) {
        MigrationJobEntity original = find(id);
        original.requireNotRunning("undone");
        return change(
                () -> views.of(insertion.insert(original.undo(Actor.current().name(), clock.instant()))));
    }

    @Override
    public void delete(long id) {
        change(() -> {
            MigrationJobEntity job = find(id);
            job.requireNotRunning("deleted");
            removal.remove(job);
            audit.record(JobLifecycle.entry(job, "DELETED")
                    .with("status", job.status().name()));
            return true;
        });
    }

    @Override
    public Page<JobItem> items(long id, @Nullable ItemStatus status, PageQuery page) {
        MigrationJobEntity job = find(id);
        Optional<RunStore.Run> run = Optional.ofNullable(job.runId()).flatMap(runs::find);
        return run.filter(r -> r.planId() != null)
                .map(r -> items.list(r.id(), Objects.requireNonNull(r.planId()), status, page))
                .orElseGet(() -> new Page<>(List.of(), page.page(), page.size(), 0));
    }

    @Override
    public JobReport report(long id, JobReport.Format format) {
        return reports.of(find(id), format);
    }

    @Override
    public JobReport planFile(long id, JobReport.Format format) {
        return PlanPages.of(plan(id), format);
    }

    @Override
    public List<ObjectRun> history(long hierarchyId, long entityId) {
        return history.of(hierarchyId, entityId, scopesInReach());
    }

    @Override
    public MigrationJob verify(long id) {
        return changeJob(id, verification::request);
    }

    @Override
    public PlanComparison comparePlans(long id, @Nullable String digest) {
        return comparer.compare(find(id), digest);
    }

    @Override
    public JobReport evidence(long id) {
        return change(() -> evidence.of(find(id)));
    }

    @Override
    public List<JobEvent> events(long id, long afterId) {
        return events.after(find(id).id(), afterId, MOST_EVENTS);
    }

    /** Null for all. */
    private static @Nullable List<String> scopesInReach() {
        Set<String> scopes = Actor.current().scopes();
        return scopes.contains(Actor.SCOPE_ALL)
                ? null
                : scopes.stream().sorted().toList();
    }

    private MigrationJobEntity find(long id) {
        return jobs.findById(id)
                .filter(job -> Actor.current().reaches(job.securityScopes()))
                .orElseThrow(() -> GodwitException.notFound(
                        "JOB_NOT_FOUND", "There is no migration job " + id + ".", "List the jobs to find its id."));
    }

    private MigrationJob changeJob(long id, Consumer<MigrationJobEntity> work) {
        try {
            return change(() -> {
                MigrationJobEntity job = find(id);
                work.accept(job);
                jobs.flush();
                return views.of(job);
            });
        } catch (DuplicateKeyException e) { // two began the same run
            throw changedMeanwhile(e);
        }
    }

    /** Whoever comes second, of two who change a job at the same time, is told so. */
    private <T> T change(Supplier<T> work) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> work.get()));
        } catch (ConcurrencyFailureException e) {
            throw changedMeanwhile(e);
        }
    }

    private static GodwitException changedMeanwhile(RuntimeException e) {
        return new GodwitException(
                GodwitException.Kind.CONFLICT,
                "JOB_STATE_CHANGED",
                "Somebody else changed this job at the same moment.",
                "Look at its present state and try again.",
                e);
    }
}
