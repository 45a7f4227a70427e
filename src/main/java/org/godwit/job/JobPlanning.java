package org.godwit.job;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Plans of jobs: making, showing and approving them. */
@Component
class JobPlanning {

    private final JobAccess access;
    private final MigrationJobRepository jobs;
    private final JobValidation validation;
    private final JobLifecycle lifecycle;
    private final PlanMaker planMaker;
    private final PlanStore plans;
    private final PlanViews planViews;
    private final JobEventStore events;
    private final JobProperties properties;
    private final AuditTrail audit;
    private final TransactionTemplate transactions;
    private final Clock clock;

    JobPlanning(
            JobAccess access,
            MigrationJobRepository jobs,
            JobValidation validation,
            JobLifecycle lifecycle,
            PlanMaker planMaker,
            PlanStore plans,
            PlanViews planViews,
            JobEventStore events,
            JobProperties properties,
            AuditTrail audit,
            TransactionTemplate transactions,
            Clock clock) {
        this.access = access;
        this.jobs = jobs;
        this.validation = validation;
        this.lifecycle = lifecycle;
        this.planMaker = planMaker;
        this.plans = plans;
        this.planViews = planViews;
        this.events = events;
        this.properties = properties;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The job and its plan are made as always, in a transaction that is then taken back. */
    MigrationPlan preview(NewMigrationJob request) {
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

    MigrationPlan make(long id) {
        MigrationJobEntity job = access.find(id);
        job.requireNotRunning("planned");
        PlanStore.Header made =
                planMaker.make(job, job.settings().select(), Actor.current().name());
        return access.change(() -> {
            access.find(id).requireNotRunning("planned");
            lifecycle.planned(id, made);
            return planViews.of(made);
        });
    }

    MigrationPlan present(long id) {
        return Optional.ofNullable(access.find(id).planId())
                .flatMap(plans::header)
                .map(planViews::of)
                .orElseThrow(() -> GodwitException.notFound(
                        "JOB_NOT_PLANNED", "This job has no plan yet.", "Make one with POST .../plan."));
    }

    MigrationJob approve(long id, String planDigest) {
        return access.changeJob(id, job -> {
            job.requireNotRunning("approved");
            String by = Actor.current().name();
            requireApprovable(job, by, planDigest);
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

    private static void requireApprovable(MigrationJobEntity job, String by, String planDigest) {
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
    }
}
