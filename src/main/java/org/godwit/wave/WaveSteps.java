package org.godwit.wave;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.job.ClientChoice;
import org.godwit.job.JobSelection;
import org.godwit.job.JobStatus;
import org.godwit.job.JobType;
import org.godwit.job.MigrationJob;
import org.godwit.job.MigrationJobService;
import org.godwit.job.NewMigrationJob;
import org.godwit.security.RunAs;
import org.godwit.shared.GodwitException;
import org.godwit.wave.WavePlan.Status;
import org.godwit.wave.WavePlan.Wave;
import org.godwit.wave.WavePlan.WaveStatus;
import org.godwit.wave.WaveStore.Plan;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries plans on, a step each time: begins the wave whose time has come, and sees whether the one that runs has ended. A step
 * that died is done again: its transaction took back what it had begun.
 */
@Component
class WaveSteps {

    static final String OBJECT_TYPE = "CLIENT_WAVES";

    private final WaveStore store;
    private final MigrationJobService jobs;
    private final AuditTrail audit;
    private final RunAs runAs;
    private final TransactionTemplate transaction;
    private final Clock clock;

    WaveSteps(
            WaveStore store,
            MigrationJobService jobs,
            AuditTrail audit,
            RunAs runAs,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.jobs = jobs;
        this.audit = audit;
        this.runAs = runAs;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** One step of every plan that runs, each in its creator's name. */
    void step() {
        for (long id : store.running()) {
            Plan plan = store.find(id).orElseThrow();
            try {
                runAs.user(plan.createdBy(), () -> step(id));
            } catch (GodwitException e) {
                runAs.system(() -> hold(plan, "The next wave could not begin: " + e.getMessage()));
            }
        }
    }

    /** Steps of one plan go one after another, whoever takes them, and none after somebody has held it. */
    private void step(long planId) {
        transaction.executeWithoutResult(status -> {
            if (store.claim(planId)) {
                step(store.find(planId).orElseThrow());
            }
        });
    }

    private void step(Plan plan) {
        List<Wave> waves = store.waves(plan.id());
        Wave wave = waves.stream()
                .filter(w -> w.status() != WaveStatus.COMPLETED)
                .findFirst()
                .orElse(null);
        if (wave == null) {
            store.setPlan(plan.id(), Status.COMPLETED, null, null);
            audit.record(AuditEntry.success("CLIENT_WAVES_COMPLETED", OBJECT_TYPE, plan.id(), plan.name()));
        } else if (wave.status() == WaveStatus.RUNNING) {
            look(plan, wave, wave.number() == waves.size());
        } else if (plan.nextAt() == null || !clock.instant().isBefore(plan.nextAt())) {
            begin(plan, wave);
        }
    }

    private void begin(Plan plan, Wave wave) {
        long job = job(wave)
                .map(again -> jobs.start(again.id()))
                .orElseGet(() -> jobs.create(request(plan, wave), "client-wave-" + wave.id()))
                .id();
        store.begun(wave.id(), job, clock.instant());
        store.setPlan(plan.id(), Status.RUNNING, null, null);
        audit.record(AuditEntry.success("CLIENT_WAVE_BEGUN", OBJECT_TYPE, plan.id(), plan.name())
                .with("wave", wave.number())
                .with("clients", wave.clients())
                .with("job", job));
    }

    /** The wave's job; empty if it has none, or none any more. */
    private Optional<MigrationJob> job(Wave wave) {
        Long id = wave.jobId();
        try {
            return id == null ? Optional.empty() : Optional.of(jobs.get(id));
        } catch (GodwitException e) {
            if (e.kind() == GodwitException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private NewMigrationJob request(Plan plan, Wave wave) {
        return new NewMigrationJob(
                plan.name() + ", wave " + wave.number(),
                "Wave " + wave.number() + " of client waves " + plan.id() + ".",
                JobType.CLIENT,
                plan.hierarchyId(),
                new JobSelection(null, null, ClientChoice.list(wave.listId()), null, null),
                null,
                store.scopes(plan.id()),
                null,
                null,
                null,
                null,
                null);
    }

    private void look(Plan plan, Wave wave, boolean last) {
        JobStatus found = job(wave).map(MigrationJob::status).orElse(null);
        if (found == JobStatus.RUNNING || found == JobStatus.NOT_STARTED) {
            return;
        }
        boolean completed = found == JobStatus.COMPLETED;
        String state = found == null ? "gone" : found.name();
        Instant now = clock.instant();
        store.ended(wave.id(), completed ? WaveStatus.COMPLETED : WaveStatus.FAILED, now);
        audit.record((completed
                        ? AuditEntry.success("CLIENT_WAVE_ENDED", OBJECT_TYPE, plan.id(), plan.name())
                        : AuditEntry.failed("CLIENT_WAVE_ENDED", OBJECT_TYPE, plan.id(), plan.name()))
                .with("wave", wave.number())
                .with("job", wave.jobId())
                .with("jobStatus", state));
        if (completed) {
            store.setPlan(plan.id(), Status.RUNNING, null, last ? null : now.plus(plan.pause()));
        } else {
            store.setPlan(
                    plan.id(),
                    Status.HELD,
                    "Wave " + wave.number() + ": its job " + wave.jobId() + " is " + state + ".",
                    null);
        }
    }

    private void hold(Plan plan, String why) {
        transaction.executeWithoutResult(status -> {
            store.setPlan(plan.id(), Status.HELD, why, null);
            audit.record(AuditEntry.failed("CLIENT_WAVES_HELD", OBJECT_TYPE, plan.id(), plan.name())
                    .with("because", why));
        });
    }
}
