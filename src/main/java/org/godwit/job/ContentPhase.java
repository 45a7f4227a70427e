package org.godwit.job;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.catalog.Catalogue;
import org.godwit.catalog.EntityStatus;
import org.godwit.distribution.ContentMigration;
import org.godwit.job.RunStore.ContentResult;
import org.godwit.job.RunStore.FailedPackage;
import org.godwit.shared.RunControl;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Phase CONTENT: moves the packages' content, and ends the waiting of the objects it belongs to. */
@Component
class ContentPhase {

    private final ContentMigration content;
    private final RunStore runs;
    private final PlanStore plans;
    private final RunItemStore items;
    private final JobEventStore events;
    private final Catalogue catalogue;
    private final TransactionTemplate transactions;

    ContentPhase(
            ContentMigration content,
            RunStore runs,
            PlanStore plans,
            RunItemStore items,
            JobEventStore events,
            Catalogue catalogue,
            TransactionTemplate transactions) {
        this.content = content;
        this.runs = runs;
        this.plans = plans;
        this.items = items;
        this.events = events;
        this.catalogue = catalogue;
        this.transactions = transactions;
    }

    private static ContentMigration.Run of(RunStore.Run run, MigrationJobEntity job) {
        return new ContentMigration.Run(
                job.id(), run.id(), job.hierarchyId(), PlanDraft.contentSelection(run.selection()));
    }

    static List<ContentMigration.Run> of(RunOutcome outcome, MigrationJobEntity job) {
        return outcome.runs().stream()
                .filter(run -> run.selection().takesContent())
                .map(run -> of(run, job))
                .toList();
    }

    /** @return false if it ended early because a stop was requested */
    boolean run(RunStore.Run run, MigrationJobEntity job, RunControl control) {
        ContentMigration.Outcome outcome = content.run(of(run, job), control);
        transactions.executeWithoutResult(status -> {
            runs.content(run.id(), result(outcome));
            if (!outcome.stopped()) {
                outcome.failures()
                        .forEach(f -> events.add(
                                job.id(),
                                run.number(),
                                null,
                                f.code(),
                                "Package " + f.packageId() + " on " + f.distributionPoint() + ": " + f.message()));
                markObjects(
                        run,
                        outcome.failures().stream()
                                .map(ContentMigration.Failure::packageId)
                                .collect(Collectors.toSet()));
            }
        });
        return !outcome.stopped();
    }

    private void markObjects(RunStore.Run run, Set<String> failed) {
        long planId = Objects.requireNonNull(run.planId());
        var statuses = items.statuses(run.id());
        List<PlannedItem> waiting = plans.items(planId).stream()
                .filter(i -> i.writes()
                        && i.type().hasContent()
                        && statuses.get(i.position()) == ItemStatus.COMPLETED
                        && ChunkWriter.takesContentOf(run.selection(), i.sourceKey()))
                .toList();
        catalogue.mark(ids(waiting, failed, false), EntityStatus.MIGRATED);
        catalogue.mark(ids(waiting, failed, true), EntityStatus.FAILED);
    }

    private static List<Long> ids(List<PlannedItem> waiting, Set<String> failed, boolean wanted) {
        return waiting.stream()
                .filter(i -> failed.contains(i.sourceKey()) == wanted)
                .map(PlannedItem::entityId)
                .toList();
    }

    private static ContentResult result(ContentMigration.Outcome outcome) {
        return new ContentResult(
                new MigrationJob.ContentDone(
                        outcome.packagesPublished(),
                        outcome.packagesSkipped(),
                        outcome.packagesFailed(),
                        outcome.files(),
                        outcome.bytesMoved(),
                        outcome.bytesSaved()),
                outcome.failures().stream()
                        .map(f -> new FailedPackage(f.packageId(), f.distributionPoint(), f.code(), f.message()))
                        .toList());
    }
}
