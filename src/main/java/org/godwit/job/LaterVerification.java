package org.godwit.job;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import java.util.Objects;
import org.godwit.audit.AuditTrail;
import org.godwit.job.MigrationJob.Verification;
import org.godwit.security.Actor;
import org.godwit.security.RunAs;
import org.godwit.shared.RunControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Answers whether what a job migrated is still as it was migrated: verifies again what its runs have done, long after they ended. */
@Component
class LaterVerification {

    private static final Logger LOG = LoggerFactory.getLogger(LaterVerification.class);

    private final MigrationJobRepository jobs;
    private final RunStore runs;
    private final RunVerifier verifier;
    private final JobLifecycle lifecycle;
    private final JobEventStore events;
    private final AuditTrail audit;
    private final SchedulerClient scheduler;
    private final RunAs runAs;
    private final TransactionTemplate transactions;
    private final Clock clock;

    LaterVerification(
            MigrationJobRepository jobs,
            RunStore runs,
            RunVerifier verifier,
            JobLifecycle lifecycle,
            JobEventStore events,
            AuditTrail audit,
            SchedulerClient scheduler,
            RunAs runAs,
            TransactionTemplate transactions,
            Clock clock) {
        this.jobs = jobs;
        this.runs = runs;
        this.verifier = verifier;
        this.lifecycle = lifecycle;
        this.events = events;
        this.audit = audit;
        this.scheduler = scheduler;
        this.runAs = runAs;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Has it done by the schedule, in the caller's transaction. */
    void request(MigrationJobEntity job) {
        job.requireNotRunning("verified");
        Long runId = job.runId();
        if (runId == null || runs.find(runId).map(RunStore.Run::verification).isEmpty()) {
            throw job.stateConflict(
                    "Job '" + job.name() + "' has no run that came to its end.", "Start it; it verifies by itself.");
        }
        scheduler.schedule(JobTasks.verification(runId, clock.instant()), clock.instant());
        events.add(
                job.id(),
                job.runs(),
                null,
                "VERIFICATION_REQUESTED",
                "Requested by " + Actor.current().name() + ".");
        audit.record(JobLifecycle.entry(job, "VERIFICATION_REQUESTED"));
    }

    /** Does nothing if the job is gone or has been started again since. */
    void execute(long runId) {
        RunStore.Run run = runs.find(runId).orElse(null);
        MigrationJobEntity job = run == null ? null : jobs.findById(run.jobId()).orElse(null);
        if (run == null || job == null || job.status() == JobStatus.RUNNING || !Objects.equals(job.runId(), runId)) {
            return;
        }
        try {
            runAs.user(job.createdBy(), () -> {
                ScheduledStarts.requireRight(job);
                Verification found = verifier.verifyLater(run, job, RunControl.none());
                transactions.executeWithoutResult(status -> keep(run, job, found));
                return true;
            });
        } catch (RuntimeException e) {
            LOG.warn("Migration job {} could not be verified again", job.id(), e);
            runAs.system(() -> {
                transactions.executeWithoutResult(status -> failed(run, job, e));
                return true;
            });
        }
    }

    private void keep(RunStore.Run run, MigrationJobEntity job, Verification found) {
        runs.verification(run.id(), found);
        events.add(job.id(), run.number(), null, "VERIFIED_AGAIN", "Verified again: " + found.verdict() + ".");
        audit.record(JobLifecycle.entry(job, "VERIFIED_AGAIN")
                .with("run", run.number())
                .with("verdict", found.verdict().name())
                .with("differences", found.differences().size()));
        lifecycle.verified(job, found);
    }

    private void failed(RunStore.Run run, MigrationJobEntity job, RuntimeException e) {
        String message = RunFailure.of(e).message();
        events.add(job.id(), run.number(), null, "VERIFICATION_FAILED", message);
        audit.record(JobLifecycle.entry(job, "VERIFICATION_FAILED").with("failure", message));
    }
}
