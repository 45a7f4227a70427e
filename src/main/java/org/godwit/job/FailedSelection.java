package org.godwit.job;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What of a finished run is to be done again: what failed, and what could not be done because of it. What was to stay behind stays. */
@Component
class FailedSelection {

    private static final Set<String> OF_OTHERS = Set.of(PlannedItem.NEEDS_OBJECT);

    private final RunStore runs;
    private final RunItemStore items;
    private final PlanStore plans;
    private final TakeoverPhase takeovers;

    FailedSelection(RunStore runs, RunItemStore items, PlanStore plans, TakeoverPhase takeovers) {
        this.runs = runs;
        this.items = items;
        this.plans = plans;
        this.takeovers = takeovers;
    }

    /** @throws org.godwit.shared.GodwitException {@code JOB_STATE_…} if the job has nothing that failed */
    JobSelection of(MigrationJobEntity job) {
        Long runId = job.runId();
        if (job.status() != JobStatus.FAILED || runId == null) {
            throw job.stateConflict(
                    "Job '" + job.name() + "' has nothing that failed.",
                    "Start it again, or clone it, to run all of it.");
        }
        RunStore.Run run = runs.find(runId).orElseThrow();
        Long planId = run.planId();
        MigrationJob.Verification verification = run.verification();
        if (planId == null || verification == null) {
            return run.selection();
        }
        Map<Integer, ItemStatus> statuses = items.statuses(runId);
        Set<Long> entities = plans.items(planId).stream()
                .filter(i -> statuses.get(i.position()) == ItemStatus.FAILED
                        || i.reasonCode() != null && OF_OTHERS.contains(i.reasonCode()))
                .map(PlannedItem::entityId)
                .collect(Collectors.toSet());
        MigrationJob.Verification.Clients clients = verification.clients();
        boolean clientsDiffer = clients != null
                && (clients.missing() > 0
                        || clients.different() > 0
                        || clients.blockedSource() != clients.blockedDestination());
        Set<String> packages = run.content().failures().stream()
                .map(RunStore.FailedPackage::packageId)
                .collect(Collectors.toSet());
        TakeoverChoice points = takeovers.failed(run);
        JobSelection again = new JobSelection(
                Set.of(),
                entities,
                clientsDiffer ? run.selection().clients() : null,
                new PackageChoice(false, packages),
                List.copyOf(run.selection().distributionPoints()),
                null,
                run.selection().except(),
                run.selection().related(),
                points);
        boolean nothing = entities.isEmpty() && !clientsDiffer && packages.isEmpty() && points == null;
        return nothing || job.undoOf() != null ? run.selection() : again;
    }
}
