package org.godwit.job;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.shared.AlertCleared;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The state transitions of jobs, each with its run, its task, its event and its audit event in one transaction. */
@Component
class JobLifecycle {

    static final String AUDIT_TYPE = "MIGRATION_JOB";

    private final MigrationJobRepository jobs;
    private final RunStore runs;
    private final PlanStore plans;
    private final RunItemStore items;
    private final JobEventStore events;
    private final JobQueries queries;
    private final AuditTrail audit;
    private final SchedulerClient scheduler;
    private final JobProperties properties;
    private final ApplicationEventPublisher alerts;
    private final Clock clock;

    JobLifecycle(
            MigrationJobRepository jobs,
            RunStore runs,
            PlanStore plans,
            RunItemStore items,
            JobEventStore events,
            JobQueries queries,
            AuditTrail audit,
            SchedulerClient scheduler,
            JobProperties properties,
            ApplicationEventPublisher alerts,
            Clock clock) {
        this.jobs = jobs;
        this.runs = runs;
        this.plans = plans;
        this.items = items;
        this.events = events;
        this.queries = queries;
        this.audit = audit;
        this.scheduler = scheduler;
        this.properties = properties;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** What creation leads to: a run now, one at a time, or none. With approval required, NOW means once approved. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void schedule(MigrationJobEntity job) {
        JobSchedule schedule = job.settings().schedule();
        switch (schedule.when()) {
            case NOW -> {
                if (!properties.approvalRequired()) {
                    start(job);
                }
            }
            case AT -> scheduleAt(job, schedule.at());
            case LATER -> {}
        }
    }

    /** @param at when the job runs next; null for never */
    @Transactional(propagation = Propagation.MANDATORY)
    public void scheduleAt(MigrationJobEntity job, @Nullable Instant at) {
        Instant time = at == null ? null : at.truncatedTo(ChronoUnit.MILLIS);
        job.scheduledFor(time);
        if (time != null) {
            scheduler.schedule(JobTasks.due(job.id(), time), time);
        }
    }

    /** Starts a new run, or lets a stopped one go on unless another plan was approved in its place. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void start(MigrationJobEntity job) {
        job.requireNotRunning("started");
        RunStore.Run stopped = stoppedRun(job);
        if (stopped != null) {
            requireApproval(job, stopped.planId());
            runs.resumed(stopped.id());
            started(job, stopped.id(), false);
            return;
        }
        Long unused = unusedPlan(job);
        requireApproval(job, unused);
        newRun(job, job.settings().select(), null, unused);
    }

    /** The present plan unless a run has executed it; null if there is none. */
    private @Nullable Long unusedPlan(MigrationJobEntity job) {
        Long planId = job.planId();
        return planId == null || queries.planUsed(planId) ? null : planId;
    }

    /** Whether a job that is not running could only be started if a plan were made and approved first. */
    @Transactional(readOnly = true)
    public boolean lacksApproval(MigrationJobEntity job) {
        RunStore.Run stopped = stoppedRun(job);
        Long next = stopped == null ? unusedPlan(job) : stopped.planId();
        return properties.approvalRequired() && job.status() != JobStatus.RUNNING && !isApproved(job, next);
    }

    private boolean isApproved(MigrationJobEntity job, @Nullable Long planId) {
        return planId != null && job.isApproved() && planId.equals(job.planId());
    }

    /** The stopped run that would go on; null if there is none, or another plan was approved in its place. */
    private RunStore.@Nullable Run stoppedRun(MigrationJobEntity job) {
        Long runId = job.status() == JobStatus.STOPPED ? job.runId() : null;
        boolean replaced = properties.approvalRequired() && isApproved(job, unusedPlan(job));
        return runId == null || replaced ? null : runs.find(runId).orElse(null);
    }

    private void requireApproval(MigrationJobEntity job, @Nullable Long planId) {
        if (properties.approvalRequired() && !isApproved(job, planId)) {
            throw GodwitException.conflict(
                    "JOB_NOT_APPROVED",
                    "Job '" + job.name() + "' may run only after somebody else has approved its plan.",
                    "Make a plan, and let somebody with the right MIGRATION_JOB:APPROVE approve it.");
        }
    }

    /** Runs again what a finished run could not do. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void retry(MigrationJobEntity job, JobSelection failed) {
        job.requireNotRunning("retried");
        if (properties.approvalRequired()) {
            throw GodwitException.conflict(
                    "JOB_NOT_APPROVED",
                    "What failed cannot be retried without an approved plan.",
                    "Make a plan (what is done shows there as up to date), have it approved, and start the job.");
        }
        Long retryOf = Optional.ofNullable(job.runId())
                .flatMap(runs::find)
                .map(RunStore.Run::whole)
                .orElse(null);
        newRun(job, failed, retryOf, null);
    }

    private void newRun(MigrationJobEntity job, JobSelection selection, @Nullable Long retryOf, @Nullable Long planId) {
        int number = job.runs() + 1;
        String by = Actor.current().name();
        long runId = runs.insert(job.id(), number, by, clock.instant(), selection, retryOf, planId);
        started(job, runId, true);
    }

    private void started(MigrationJobEntity job, long runId, boolean newRun) {
        job.startedRun(runId, newRun);
        Instant now = clock.instant();
        scheduler.schedule(JobTasks.run(runId, now, job.settings().priority()), now);
        events.add(
                job.id(),
                job.runs(),
                null,
                newRun ? "RUN_STARTED" : "RUN_RESUMED",
                (newRun ? "Started by " : "Resumed by ") + Actor.current().name() + ".");
        audit.record(entry(job, "STARTED")
                .with("run", job.runs())
                .with("resumed", !newRun)
                .with("planDigest", planDigest(runId)));
    }

    private @Nullable String planDigest(long runId) {
        return runs.find(runId)
                .map(RunStore.Run::planId)
                .flatMap(plans::header)
                .map(PlanStore.Header::digest)
                .orElse(null);
    }

    /** Somebody wants a running job to stop; or a scheduled one not to run. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requestStop(MigrationJobEntity job) {
        if (job.status() == JobStatus.RUNNING) {
            job.stopRequested();
            events.add(
                    job.id(),
                    job.runs(),
                    null,
                    "STOP_REQUESTED",
                    "Stop requested by " + Actor.current().name() + ".");
        } else if (job.nextRunAt() != null) {
            job.scheduledFor(null);
        } else {
            throw job.stateConflict(
                    "Job '" + job.name() + "' is neither running nor scheduled, so there is nothing to stop.",
                    "Look at its status; a job that is " + job.status() + " can be started.");
        }
        audit.record(entry(job, "STOP_REQUESTED"));
    }

    /** The job has a new present plan. */
    @Transactional
    public void planned(long jobId, PlanStore.Header plan) {
        MigrationJobEntity job = jobs.findById(jobId).orElseThrow();
        job.planned(plan.id(), plan.digest());
        events.add(jobId, 0, null, "PLANNED", "Planned by " + plan.createdBy() + ": " + plan.digest() + ".");
        audit.record(entry(job, "PLANNED").with("planDigest", plan.digest()).with("records", plans.records(plan)));
    }

    /** The run has its plan, and an item for each object of it. */
    @Transactional
    public void runPlanned(long runId, long planId) {
        runs.planned(runId, planId);
        List<Long> before = runs.outcome(runs.find(runId).orElseThrow()).ids().stream()
                .filter(id -> id != runId)
                .toList();
        items.insertFromPlan(runId, planId, before, clock.instant());
    }

    /** A run has ended. Does nothing if it has been ended before. */
    @Transactional
    public void ended(long runId, JobStatus end, MigrationJob.@Nullable Failure failure) {
        RunStore.Run run = runs.find(runId).orElseThrow();
        if (run.status() != JobStatus.RUNNING) {
            return;
        }
        MigrationJobEntity job = jobs.findById(run.jobId()).orElseThrow();
        runs.finished(runId, end, clock.instant(), failure);
        job.ended(end);
        events.add(
                job.id(),
                run.number(),
                null,
                "RUN_" + end,
                failure == null ? "The run ended: " + end + "." : failure.message());
        AuditEntry.Outcome outcome = end == JobStatus.FAILED ? AuditEntry.Outcome.FAILED : AuditEntry.Outcome.SUCCESS;
        AuditEntry base = entry(job, end.name());
        audit.record(
                new AuditEntry(base.action(), base.objectType(), base.objectId(), base.objectName(), outcome, Map.of())
                        .with("run", run.number())
                        .with("planDigest", planDigest(runId))
                        .with(
                                "verdict",
                                run.verification() == null
                                        ? null
                                        : run.verification().verdict().name())
                        .with("failure", failure == null ? null : failure.code())
                        .with("items", items.counts(List.of(runId)).getOrDefault(runId, Map.of())));
        alert(job, end, failure);
        verified(job, run.verification());
    }

    private void alert(MigrationJobEntity job, JobStatus end, MigrationJob.@Nullable Failure failure) {
        String id = String.valueOf(job.id());
        if (end == JobStatus.FAILED) {
            String why = failure == null ? "" : " " + failure.message();
            alerts.publishEvent(new AlertCondition(
                    AlertCondition.Kind.JOB_FAILED, AUDIT_TYPE, id, "Job '" + job.name() + "' failed." + why));
        } else if (end == JobStatus.COMPLETED) {
            alerts.publishEvent(new AlertCleared(AlertCondition.Kind.JOB_FAILED, AUDIT_TYPE, id));
        }
    }

    /** Raises, or clears, what a verification of the job found; in the caller's transaction. */
    void verified(MigrationJobEntity job, MigrationJob.@Nullable Verification found) {
        if (found == null) {
            return;
        }
        String id = String.valueOf(job.id());
        if (found.verdict() == MigrationJob.Verification.Verdict.DIFFERENT) {
            alerts.publishEvent(new AlertCondition(
                    AlertCondition.Kind.VERIFICATION_DIFFERENT,
                    AUDIT_TYPE,
                    id,
                    "Verification of job '" + job.name() + "' found "
                            + found.differences().size()
                            + " difference(s) between what was to be migrated and what is there."));
        } else {
            alerts.publishEvent(new AlertCleared(AlertCondition.Kind.VERIFICATION_DIFFERENT, AUDIT_TYPE, id));
        }
    }

    static AuditEntry entry(MigrationJobEntity job, String what) {
        return AuditEntry.success("MIGRATION_JOB_" + what, AUDIT_TYPE, job.id(), job.name());
    }
}
