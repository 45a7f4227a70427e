package org.godwit.job;

import java.time.Clock;
import java.time.Instant;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.security.RunAs;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts jobs whose time has come, in their creator's name and only with the rights that the creator has by then, and sets
 * the time after that. Where approval is required, a job without an approved plan gets a plan to approve. A start that is
 * refused is told of by an alert, and does not end the repetition.
 */
@Component
class ScheduledStarts {

    private final MigrationJobRepository jobs;
    private final JobLifecycle lifecycle;
    private final PlanMaker planMaker;
    private final JobEventStore events;
    private final AuditTrail audit;
    private final ApplicationEventPublisher alerts;
    private final RunAs runAs;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ScheduledStarts(
            MigrationJobRepository jobs,
            JobLifecycle lifecycle,
            PlanMaker planMaker,
            JobEventStore events,
            AuditTrail audit,
            ApplicationEventPublisher alerts,
            RunAs runAs,
            TransactionTemplate transactions,
            Clock clock) {
        this.jobs = jobs;
        this.lifecycle = lifecycle;
        this.planMaker = planMaker;
        this.events = events;
        this.audit = audit;
        this.alerts = alerts;
        this.runAs = runAs;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Does nothing if the job is gone or has another time by now. */
    void due(long jobId, Instant at) {
        String creator = jobs.findById(jobId).map(MigrationJobEntity::createdBy).orElse(null);
        if (creator == null) {
            return;
        }
        runAs.userOrRefused(creator, refusal -> {
            if (refusal == null) {
                planForApproval(jobId, at);
            }
            inTransaction(jobId, at, refusal);
        });
    }

    /** What runs must have been approved; a plan that was made before and still waits for approval is made anew. */
    private void planForApproval(long jobId, Instant at) {
        MigrationJobEntity job = jobs.findById(jobId)
                .filter(j -> at.equals(j.nextRunAt()))
                .filter(lifecycle::lacksApproval)
                .orElse(null);
        if (job != null) {
            requireRight(job);
            lifecycle.planned(jobId, planMaker.make(job, job.settings().select(), job.createdBy()));
        }
    }

    private void inTransaction(long jobId, Instant at, @Nullable GodwitException refusal) {
        transactions.executeWithoutResult(status -> jobs.findById(jobId)
                .filter(job -> at.equals(job.nextRunAt()))
                .ifPresent(job -> {
                    if (refusal == null) {
                        start(job);
                    } else {
                        refused(job, refusal);
                    }
                    lifecycle.scheduleAt(job, job.settings().schedule().next(later(at)));
                }));
    }

    private void start(MigrationJobEntity job) {
        requireRight(job);
        if (job.status() == JobStatus.RUNNING) {
            events.add(
                    job.id(), job.runs(), null, "SCHEDULED_RUN_LEFT_OUT", "Its time came while it was still running.");
        } else {
            lifecycle.start(job);
        }
    }

    private void refused(MigrationJobEntity job, GodwitException refusal) {
        events.add(job.id(), job.runs(), null, "SCHEDULED_RUN_REFUSED", refusal.getMessage());
        audit.record(AuditEntry.refused("MIGRATION_JOB_START_REFUSED", JobLifecycle.AUDIT_TYPE, job.id(), job.name())
                .with("code", refusal.code())
                .with("createdBy", job.createdBy()));
        alerts.publishEvent(new AlertCondition(
                AlertCondition.Kind.JOB_FAILED,
                JobLifecycle.AUDIT_TYPE,
                String.valueOf(job.id()),
                "Job '" + job.name() + "' was due and did not start. " + refusal.getMessage()));
    }

    /** A server that was off for a week does not run a job seven times. */
    private Instant later(Instant at) {
        Instant now = clock.instant();
        return now.isAfter(at) ? now : at;
    }

    /** @throws GodwitException {@code JOB_CREATOR_RIGHT_MISSING} if whoever acts may not run this job any more */
    static void requireRight(MigrationJobEntity job) {
        Actor actor = Actor.current();
        if (!actor.may(Right.MIGRATION_JOB_RUN) || !actor.reaches(job.securityScopes())) {
            throw new GodwitException(
                    GodwitException.Kind.FORBIDDEN,
                    "JOB_CREATOR_RIGHT_MISSING",
                    "Job '" + job.name() + "' acts with the rights of " + job.createdBy()
                            + ", who may not run it any more.",
                    "Let somebody who may clone it, or give " + job.createdBy() + " the right back.");
        }
    }
}
