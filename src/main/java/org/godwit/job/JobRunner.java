package org.godwit.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.godwit.job.MigrationJob.Failure;
import org.godwit.job.MigrationJob.Verification;
import org.godwit.security.RunAs;
import org.godwit.shared.GodwitException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Executes a run, phase by phase. Every phase can be begun again, so a run whose node died is simply executed once more: it
 * enters the phase it was in, and what is done there is not done again.
 */
@Component
class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final MigrationJobRepository jobs;
    private final RunStore runs;
    private final RunItemStore items;
    private final JobEventStore events;
    private final JobQueries queries;
    private final JobLifecycle lifecycle;
    private final PlanMaker planMaker;
    private final PlanStore plans;
    private final ClientPhases clients;
    private final ObjectsPhase objects;
    private final ContentPhase content;
    private final TakeoverPhase takeover;
    private final UndoPhases undo;
    private final PhaseTimeStore times;
    private final RunPlaces places;
    private final RunVerifier verifier;
    private final RunAs runAs;
    private final JobProperties properties;
    private final TransactionTemplate apart;
    private final Clock clock;

    JobRunner(
            MigrationJobRepository jobs,
            RunStore runs,
            RunItemStore items,
            JobEventStore events,
            JobQueries queries,
            JobLifecycle lifecycle,
            PlanMaker planMaker,
            PlanStore plans,
            ClientPhases clients,
            ObjectsPhase objects,
            ContentPhase content,
            TakeoverPhase takeover,
            UndoPhases undo,
            PhaseTimeStore times,
            RunPlaces places,
            RunVerifier verifier,
            RunAs runAs,
            JobProperties properties,
            PlatformTransactionManager transactionManager,
            Clock clock) {
        this.jobs = jobs;
        this.runs = runs;
        this.items = items;
        this.events = events;
        this.queries = queries;
        this.lifecycle = lifecycle;
        this.planMaker = planMaker;
        this.plans = plans;
        this.clients = clients;
        this.objects = objects;
        this.content = content;
        this.takeover = takeover;
        this.undo = undo;
        this.times = times;
        this.places = places;
        this.verifier = verifier;
        this.runAs = runAs;
        this.properties = properties;
        this.apart = new TransactionTemplate(transactionManager);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /**
     * Executes a run to its end if this node has a place for it, or if it is to stop anyway.
     *
     * @param instance the execution, as scheduled
     * @return false if it has to wait for a place
     */
    boolean runInPlace(long runId, String instance, BooleanSupplier shuttingDown) {
        RunStore.Run run = runs.find(runId).orElse(null);
        MigrationJobEntity job = run == null ? null : jobs.findById(run.jobId()).orElse(null);
        if (run != null
                && run.status() == JobStatus.RUNNING
                && job != null
                && !job.isStopRequested()
                && !places.take(instance, job.settings().priority())) {
            events.addOnce(
                    run.jobId(),
                    run.number(),
                    "RUN_WAITS",
                    "It waits: this node runs as many jobs as it may, or a more urgent one comes first.");
            return false;
        }
        try {
            run(runId, shuttingDown);
        } finally {
            places.giveBack(instance);
        }
        return true;
    }

    /**
     * Executes a run to its end. Does nothing if it has ended already.
     *
     * @param shuttingDown whether this node is about to stop
     * @throws NodeStopping if it was; the run goes on when somebody executes it again
     */
    void run(long runId, BooleanSupplier shuttingDown) {
        RunStore.Run run = runs.find(runId).orElse(null);
        if (run == null || run.status() != JobStatus.RUNNING) {
            return;
        }
        MigrationJobEntity job = jobs.findById(run.jobId()).orElseThrow();
        try {
            runAs.user(job.createdBy(), () -> {
                ScheduledStarts.requireRight(job);
                inPhases(runId, job, shuttingDown);
                return true;
            });
        } catch (NodeStopping e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("Run {} of migration job {} failed", run.number(), job.id(), e);
            runAs.system(() -> {
                lifecycle.ended(runId, JobStatus.FAILED, RunFailure.of(e));
                return true;
            });
        }
    }

    private void inPhases(long runId, MigrationJobEntity job, BooleanSupplier shuttingDown) {
        RunProgress progress = new RunProgress(
                runId, runs, apart, clock, () -> shuttingDown.getAsBoolean() || queries.stopRequested(job.id()));
        Phase from = run(runId).phase();
        for (Phase phase : Phase.values()) {
            if (phase.compareTo(from) < 0) {
                continue;
            }
            progress.enter(phase);
            events.add(job.id(), run(runId).number(), null, JobEventStore.PHASE_STARTED, phase.name());
            Instant began = clock.instant();
            if (progress.stopRequested() || !execute(phase, run(runId), job, progress)) {
                if (shuttingDown.getAsBoolean()) {
                    throw new NodeStopping();
                }
                lifecycle.ended(runId, JobStatus.STOPPED, null);
                return;
            }
            RunStore.Run measured = run(runId);
            times.add(
                    runId,
                    phase,
                    Duration.between(began, clock.instant()).toMillis() / 1e3,
                    measured.done(),
                    measured.bytesDone());
        }
        Failure failure = failure(run(runId));
        lifecycle.ended(runId, failure == null ? JobStatus.COMPLETED : JobStatus.FAILED, failure);
    }

    private boolean execute(Phase phase, RunStore.Run run, MigrationJobEntity job, RunProgress progress) {
        return switch (phase) {
            case PLAN -> {
                plan(run, job);
                yield true;
            }
            case BLOCKED_CLIENTS -> clients.blockFirst(run, job, progress);
            case OBJECTS -> objects.run(run, job, progress);
            case CLIENTS ->
                job.undoOf() == null ? clients.migrate(run, job, progress) : undo.clients(run, job, progress);
            case CONTENT ->
                job.undoOf() == null
                        ? !run.selection().takesContent() || content.run(run, job, progress)
                        : undo.content(run, job, progress);
            case TAKEOVER -> takeover.run(run, job, progress);
            case VERIFY -> {
                runs.verification(run.id(), verifier.verify(run, job, progress));
                yield true;
            }
        };
    }

    private void plan(RunStore.Run run, MigrationJobEntity job) {
        Long given = run.planId();
        if (given == null) {
            PlanStore.Header made = planMaker.make(job, run.selection(), job.createdBy());
            lifecycle.planned(job.id(), made);
            lifecycle.runPlanned(run.id(), made.id());
            return;
        }
        if (properties.approvalRequired()) {
            requireUnchanged(run, job, given);
        }
        lifecycle.runPlanned(run.id(), given);
    }

    /** With approval required, what runs is what was approved, or nothing. */
    private void requireUnchanged(RunStore.Run run, MigrationJobEntity job, long planId) {
        PlanStore.Header now = planMaker.make(job, run.selection(), job.createdBy());
        String approved = plans.header(planId).orElseThrow().digest();
        if (!now.digest().equals(approved)) {
            lifecycle.planned(job.id(), now);
            throw GodwitException.conflict(
                    "JOB_PLAN_CHANGED",
                    "Source or destination changed since the plan was approved, so nothing was done.",
                    "Compare the new plan with the approved one, have it approved, and start the job again.");
        }
    }

    private @org.jspecify.annotations.Nullable Failure failure(RunStore.Run run) {
        List<String> parts = new ArrayList<>();
        long failedItems =
                items.counts(List.of(run.id())).getOrDefault(run.id(), Map.of()).getOrDefault(ItemStatus.FAILED, 0L);
        if (failedItems > 0) {
            parts.add(failedItems + " object(s) failed");
        }
        MigrationJob.ContentDone done = run.content().done();
        if (done != null && done.packagesFailed() > 0) {
            parts.add(done.packagesFailed() + " package(s) could not be published");
        }
        MigrationJob.TakeoverDone taken = run.takeover();
        if (taken != null && taken.failed() > 0) {
            parts.add(taken.failed() + " distribution point(s) could not be reassigned");
        }
        Verification verification = Objects.requireNonNull(run.verification(), "a run ends after verification");
        if (verification.verdict() == Verification.Verdict.DIFFERENT) {
            parts.add("verification found differences");
        }
        return parts.isEmpty()
                ? null
                : new Failure(
                        "JOB_INCOMPLETE",
                        "Not everything could be done: " + String.join(", ", parts) + ".",
                        "Look at the failed items and the differences, remove the causes, and retry what failed.");
    }

    private RunStore.Run run(long runId) {
        return runs.find(runId).orElseThrow();
    }

    /** This node stops; the run goes on elsewhere, or after the restart. */
    static final class NodeStopping extends RuntimeException {
        NodeStopping() {
            super("The node is stopping; the run goes on later");
        }
    }
}
