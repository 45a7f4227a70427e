package org.godwit.distribution;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import java.time.Instant;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.security.RunAs;
import org.godwit.security.ScopeGuard;
import org.godwit.security.Securable;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Repetition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts distribution jobs; those whose time has come in the name of whoever made them, and only with the rights that he has
 * by then. A start that is refused is audited and does not end the repetition.
 */
@Component
class DistributionStarts {

    private final DistributionJobStore jobs;
    private final DistributionRunStore runs;
    private final ScopeGuard scopes;
    private final AuditTrail audit;
    private final SchedulerClient scheduler;
    private final RunAs runAs;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DistributionStarts(
            DistributionJobStore jobs,
            DistributionRunStore runs,
            ScopeGuard scopes,
            AuditTrail audit,
            SchedulerClient scheduler,
            RunAs runAs,
            TransactionTemplate transaction,
            Clock clock) {
        this.jobs = jobs;
        this.runs = runs;
        this.scopes = scopes;
        this.audit = audit;
        this.scheduler = scheduler;
        this.runAs = runAs;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Begins a run; in the caller's transaction. */
    DistributionRun begin(DistributionJobStore.Row job) {
        String actor = Actor.current().name();
        long runId = runs.add(job.id(), actor, clock.instant());
        scheduler.schedule(DistributionTasks.run(runId, actor), clock.instant());
        audit.record(AuditEntry.success("DISTRIBUTION_JOB_STARTED", DistributionJobManager.TYPE, job.id(), job.name())
                .with("run", runId));
        return runs.find(runId).orElseThrow();
    }

    /** @param at null for never */
    void schedule(long jobId, @Nullable Instant at) {
        if (at != null) {
            scheduler.scheduleIfNotExists(DistributionTasks.due(jobId, at), at);
        }
    }

    /** Whether whoever acts has all points of a job in his security scopes. */
    boolean reached(long jobId) {
        return jobs.pairs(jobId).stream()
                .allMatch(pair -> scopes.reaches(Securable.DISTRIBUTION_POINT, pair.from())
                        && scopes.reaches(Securable.DISTRIBUTION_POINT, pair.to()));
    }

    /** Does nothing if the job is gone or has another time by now. */
    void due(long jobId, Instant at) {
        String creator =
                jobs.find(jobId).map(DistributionJobStore.Row::createdBy).orElse(null);
        if (creator == null) {
            return;
        }
        runAs.userOrRefused(creator, refusal -> inTransaction(jobId, at, refusal));
    }

    private void inTransaction(long jobId, Instant at, @Nullable GodwitException refusal) {
        transaction.executeWithoutResult(status -> jobs.find(jobId)
                .filter(job -> at.equals(job.nextRunAt()))
                .ifPresent(job -> {
                    if (refusal == null) {
                        start(job);
                    } else {
                        audit.record(AuditEntry.refused(
                                        "DISTRIBUTION_JOB_START_REFUSED",
                                        DistributionJobManager.TYPE,
                                        jobId,
                                        job.name())
                                .with("code", refusal.code())
                                .with("createdBy", job.createdBy()));
                    }
                    Instant next = Repetition.next(job.every(), later(at));
                    jobs.nextRun(jobId, next);
                    schedule(jobId, next);
                }));
    }

    private void start(DistributionJobStore.Row job) {
        if (!Actor.current().may(Right.CONTENT_TRANSFER) || !reached(job.id())) {
            throw new GodwitException(
                    GodwitException.Kind.FORBIDDEN,
                    "JOB_CREATOR_RIGHT_MISSING",
                    "Distribution job '" + job.name() + "' acts with the rights of " + job.createdBy()
                            + ", who may not run it any more.",
                    "Let somebody who may change it, or give " + job.createdBy() + " the right back.");
        }
        if (!runs.running(job.id())) {
            begin(job);
        }
    }

    /** A server that was off for a week does not run a job seven times. */
    private Instant later(Instant at) {
        Instant now = clock.instant();
        return now.isAfter(at) ? now : at;
    }
}
