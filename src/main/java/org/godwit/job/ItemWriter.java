package org.godwit.job;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.catalog.Catalogue;
import org.godwit.catalog.EntityStatus;
import org.godwit.catalog.MigrationEntity;
import org.godwit.destination.DestinationObject;
import org.godwit.destination.DestinationObjects;
import org.godwit.destination.DestinationObjects.NewObject;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Executes one item of a plan, its state included, in one transaction: done once in effect, however often it is tried. */
@Component
class ItemWriter {

    private final Catalogue catalogue;
    private final DestinationObjects destination;
    private final RunItemStore items;
    private final JobEventStore events;
    private final String siteCode;
    private final Clock clock;

    ItemWriter(
            Catalogue catalogue,
            DestinationObjects destination,
            RunItemStore items,
            JobEventStore events,
            GodwitProperties properties,
            Clock clock) {
        this.catalogue = catalogue;
        this.destination = destination;
        this.items = items;
        this.events = events;
        this.siteCode = properties.siteCode();
        this.clock = clock;
    }

    /** @param settings of the job */
    @Transactional
    public void execute(RunStore.Run run, MigrationJobEntity job, JobSettings settings, PlannedItem item) {
        switch (item.fate()) {
            case CREATE, OVERWRITE -> bring(run, job, settings, item);
            case REMOVE, RESTORE -> takeBack(run, job, item);
            case SKIP, BLOCKED -> throw new IllegalStateException("Nothing is to be done for item " + item.position());
        }
    }

    /** Keeps why an item could not be done. */
    @Transactional
    public void failed(RunStore.Run run, MigrationJobEntity job, PlannedItem item, MigrationJob.Failure failure) {
        items.failed(run.id(), item.position(), failure.code(), failure.message(), clock.instant());
        events.add(job.id(), run.number(), item.entityId(), "ITEM_FAILED", words(item) + ": " + failure.message());
        catalogue.mark(List.of(item.entityId()), EntityStatus.FAILED);
    }

    /** Marking the gathered object comes first: it lets another job that brings the same object wait for this one's end. */
    private void bring(RunStore.Run run, MigrationJobEntity job, JobSettings settings, PlannedItem item) {
        boolean waits = item.type().hasContent() && takesContentOf(run.selection(), item.sourceKey());
        catalogue.mark(List.of(item.entityId()), waits ? EntityStatus.PENDING_CONTENT : EntityStatus.MIGRATED);
        List<MigrationEntity> now = catalogue.byIds(job.hierarchyId(), List.of(item.entityId()));
        if (now.isEmpty()
                || now.get(0).status() == EntityStatus.REMOVED
                || !now.get(0).payloadDigest().equals(item.sourceDigest())) {
            failed(
                    run,
                    job,
                    item,
                    new MigrationJob.Failure(
                            "SOURCE_CHANGED",
                            "The source object was changed or removed after the plan was made, so it was left alone.",
                            "Plan again and start the job again."));
            return;
        }
        Map<String, DestinationObject> there =
                destination.bySource(job.hierarchyId(), item.type(), List.of(item.sourceKey()));
        DestinationObject existing = there.get(item.sourceKey());
        String digest = existing == null ? null : existing.payloadDigest();
        boolean asPlanned = Objects.equals(digest, item.destinationDigest());
        boolean doneAlready = Objects.equals(digest, item.targetDigest());
        if (!asPlanned && !doneAlready) {
            failed(
                    run,
                    job,
                    item,
                    new MigrationJob.Failure(
                            "DESTINATION_CHANGED",
                            "The destination object was changed after the plan was made, so it was left alone.",
                            "Plan again, look at the difference, and start the job again."));
            return;
        }
        if (existing == null && ObjectPlanner.UNIQUE_NAMES.contains(item.type()) && nameTaken(item)) {
            failed(
                    run,
                    job,
                    item,
                    new MigrationJob.Failure(
                            PlannedItem.NAME_IN_USE,
                            "The destination got another object of this name after the plan was made.",
                            "Plan again; choose RENAME for this object to have both."));
            return;
        }
        String owner = settings.contentOwner();
        String key = destination.put(
                new NewObject(
                        item.type(),
                        item.targetName(),
                        item.version(),
                        Objects.requireNonNull(item.payload(), "an item that is written has a payload"),
                        Objects.requireNonNull(item.targetDigest()),
                        job.hierarchyId(),
                        item.sourceKey(),
                        job.id(),
                        item.type().hasContent() ? (owner == null ? siteCode : owner) : null,
                        settings.scopesFor(item.type())),
                existing);
        if (!key.equals(item.destinationKey())) {
            throw GodwitException.conflict(
                    "DESTINATION_KEY_TAKEN",
                    "The key " + item.destinationKey() + " was taken at the destination after the plan was made.",
                    "Plan again and start the job again.");
        }
        items.completed(run.id(), item.position(), key, clock.instant());
    }

    private boolean nameTaken(PlannedItem item) {
        return !destination.byName(item.type(), List.of(item.targetName())).isEmpty();
    }

    static boolean takesContentOf(JobSelection selection, String packageId) {
        return selection.packages().all() || selection.packages().packageIds().contains(packageId);
    }

    private void takeBack(RunStore.Run run, MigrationJobEntity job, PlannedItem item) {
        long undone = Objects.requireNonNull(job.undoOf(), "only an undo job removes and restores");
        String key = Objects.requireNonNull(item.destinationKey(), "what is taken back is at the destination");
        if (destination.takeBack(undone, item.type(), key, job.id())) {
            catalogue.mark(
                    List.of(item.entityId()),
                    item.fate() == Fate.REMOVE ? EntityStatus.AVAILABLE : EntityStatus.MODIFIED);
            items.completed(run.id(), item.position(), key, clock.instant());
            return;
        }
        items.skipped(
                run.id(),
                item.position(),
                PlannedItem.CHANGED_SINCE,
                "It was changed at the destination after the plan was made, so it stays as it is.",
                clock.instant());
        events.add(job.id(), run.number(), item.entityId(), "ITEM_SKIPPED", words(item) + " was changed since.");
    }

    static String words(PlannedItem item) {
        return item.type() + " " + item.sourceKey() + " (" + item.name() + ")";
    }
}
