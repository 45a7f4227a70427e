package org.godwit.job;

import java.util.ArrayList;
import java.util.List;
import org.godwit.distribution.ContentMigration;
import org.godwit.distribution.DistributionPointTakeover;
import org.godwit.distribution.DistributionPointTakeover.TakeoverPlan;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.RunControl;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Phase TAKEOVER: reassigns source distribution points, step by step (CM-101 to CM-118). */
@Component
class TakeoverPhase {

    private final DistributionPointTakeover takeover;
    private final RunStore runs;
    private final JobEventStore events;
    private final TransactionTemplate transactions;
    private final String siteCode;

    TakeoverPhase(
            DistributionPointTakeover takeover,
            RunStore runs,
            JobEventStore events,
            TransactionTemplate transactions,
            GodwitProperties properties) {
        this.takeover = takeover;
        this.runs = runs;
        this.events = events;
        this.transactions = transactions;
        this.siteCode = properties.siteCode();
    }

    /** What would be done, step by step; null if the selection takes over nothing. */
    @Nullable TakeoverPlan plan(long hierarchyId, JobSelection selection) {
        TakeoverChoice choice = selection.takeover();
        return choice == null ? null : takeover.plan(hierarchyId, choice.selection(siteCode));
    }

    /** Ids of source distribution points in the selection that there are none of. */
    List<Long> unknown(long hierarchyId, JobSelection selection) {
        TakeoverChoice choice = selection.takeover();
        return choice == null ? List.of() : takeover.unknown(hierarchyId, choice.selection(siteCode));
    }

    /** What of a run's choice failed; null if nothing did. */
    @Nullable TakeoverChoice failed(RunStore.Run run) {
        TakeoverChoice choice = run.selection().takeover();
        List<Long> points = choice == null ? List.of() : takeover.failed(run.id());
        return choice == null || points.isEmpty()
                ? null
                : new TakeoverChoice(points, choice.siteCode(), choice.pauseBefore());
    }

    /** @return false if it ended early because a stop was requested */
    boolean run(RunStore.Run run, MigrationJobEntity job, RunControl control) {
        TakeoverChoice choice = run.selection().takeover();
        if (choice == null) {
            return true;
        }
        DistributionPointTakeover.Outcome outcome = takeover.run(of(run, job, choice), control);
        transactions.executeWithoutResult(status -> {
            runs.takeover(
                    run.id(),
                    new MigrationJob.TakeoverDone(
                            outcome.completed(),
                            outcome.waiting(),
                            outcome.failed(),
                            outcome.files(),
                            outcome.bytesMoved()));
            if (!outcome.stopped()) {
                outcome.failures()
                        .forEach(f -> events.add(
                                job.id(), run.number(), null, f.code(), f.distributionPoint() + ": " + f.message()));
            }
        });
        return !outcome.stopped();
    }

    /** Null if the runs took over nothing. */
    ContentMigration.@Nullable Verification verify(RunOutcome outcome, MigrationJobEntity job, RunControl control) {
        List<DistributionPointTakeover.Run> runsWithTakeover = new ArrayList<>();
        for (RunStore.Run run : outcome.runs()) {
            TakeoverChoice choice = run.selection().takeover();
            if (choice != null) {
                runsWithTakeover.add(of(run, job, choice));
            }
        }
        return runsWithTakeover.isEmpty() ? null : takeover.verify(runsWithTakeover, control);
    }

    private DistributionPointTakeover.Run of(RunStore.Run run, MigrationJobEntity job, TakeoverChoice choice) {
        return new DistributionPointTakeover.Run(job.id(), run.id(), job.hierarchyId(), choice.selection(siteCode));
    }
}
