package org.godwit.job;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.godwit.catalog.Catalogue;
import org.godwit.catalog.EntityStatus;
import org.godwit.destination.DestinationObject;
import org.godwit.destination.DestinationObjects;
import org.godwit.destination.DestinationObjects.NewObject;
import org.godwit.destination.DestinationObjects.ObjectKey;
import org.godwit.destination.DestinationObjects.Put;
import org.godwit.job.RunItemStore.Done;
import org.godwit.shared.GodwitProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Executes some items of a plan, their states included, in one transaction: done once in effect, however often it is tried. */
@Component
class ChunkWriter {

    private final Catalogue catalogue;
    private final DestinationObjects destination;
    private final RunItemStore items;
    private final JobEventStore events;
    private final String siteCode;
    private final Clock clock;

    ChunkWriter(
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

    /** @param chunk items that are to be written, of one plan, in its order */
    @Transactional
    public void execute(RunStore.Run run, MigrationJobEntity job, List<PlannedItem> chunk) {
        Map<Boolean, List<PlannedItem>> byUndo = chunk.stream()
                .collect(Collectors.partitioningBy(item -> item.fate().takesBack()));
        bring(run, job, byUndo.getOrDefault(false, List.of()));
        takeBack(run, job, byUndo.getOrDefault(true, List.of()));
    }

    /** Keeps why an item could not be done. */
    @Transactional
    public void failed(RunStore.Run run, MigrationJobEntity job, PlannedItem item, MigrationJob.Failure failure) {
        failed(run, job, Map.of(item, failure));
    }

    private void failed(RunStore.Run run, MigrationJobEntity job, Map<PlannedItem, MigrationJob.Failure> failures) {
        List<Done> done = new ArrayList<>();
        failures.forEach((item, failure) -> {
            done.add(new Done(item.position(), ItemStatus.FAILED, null, failure.code(), failure.message()));
            events.add(job.id(), run.number(), item.entityId(), "ITEM_FAILED", item.words() + ": " + failure.message());
        });
        items.finish(run.id(), done, clock.instant());
        catalogue.mark(ids(failures.keySet()), EntityStatus.FAILED);
    }

    /** Marking the gathered objects comes first: it lets another job that brings the same ones wait for this one's end. */
    private void bring(RunStore.Run run, MigrationJobEntity job, List<PlannedItem> chunk) {
        if (chunk.isEmpty()) {
            return;
        }
        Map<Boolean, List<PlannedItem>> byContent = chunk.stream()
                .collect(Collectors.partitioningBy(
                        i -> i.type().hasContent() && takesContentOf(run.selection(), i.sourceKey())));
        catalogue.mark(ids(byContent.getOrDefault(true, List.of())), EntityStatus.PENDING_CONTENT);
        catalogue.mark(ids(byContent.getOrDefault(false, List.of())), EntityStatus.MIGRATED);
        ChunkFacts facts = new ChunkFacts(job.hierarchyId(), chunk, catalogue, destination);
        Map<PlannedItem, MigrationJob.Failure> failures = new LinkedHashMap<>();
        List<Put> puts = new ArrayList<>();
        JobSettings settings = job.settings();
        List<Done> done = new ArrayList<>();
        for (PlannedItem item : chunk) {
            MigrationJob.Failure obstacle = facts.obstacle(item);
            if (obstacle == null) {
                DestinationObject existing = facts.existing(item);
                NewObject object = object(job, settings, item);
                puts.add(new Put(object, existing));
                done.add(Done.completed(item.position(), object.key()));
            } else {
                failures.put(item, obstacle);
            }
        }
        destination.put(puts);
        items.finish(run.id(), done, clock.instant());
        failed(run, job, failures);
    }

    private NewObject object(MigrationJobEntity job, JobSettings settings, PlannedItem item) {
        String owner = settings.contentOwner();
        return new NewObject(
                item.type(),
                Objects.requireNonNull(item.destinationKey(), "an item that is written has a key"),
                item.targetName(),
                item.version(),
                Objects.requireNonNull(item.payload(), "an item that is written has a payload"),
                Objects.requireNonNull(item.targetDigest()),
                job.hierarchyId(),
                item.sourceKey(),
                job.id(),
                item.type().hasContent() ? (owner == null ? siteCode : owner) : null,
                settings.scopesFor(item.type()));
    }

    static boolean takesContentOf(JobSelection selection, String packageId) {
        return selection.packages().all() || selection.packages().packageIds().contains(packageId);
    }

    private void takeBack(RunStore.Run run, MigrationJobEntity job, List<PlannedItem> chunk) {
        if (chunk.isEmpty()) {
            return;
        }
        long undone = Objects.requireNonNull(job.undoOf(), "only an undo job removes and restores");
        Map<ObjectKey, PlannedItem> byKey = chunk.stream()
                .collect(
                        Collectors.toMap(PlannedItem::objectKey, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        Set<ObjectKey> changedSince = destination.takeBack(undone, byKey.keySet(), job.id());
        List<Done> done = new ArrayList<>();
        List<PlannedItem> removed = new ArrayList<>();
        List<PlannedItem> restored = new ArrayList<>();
        byKey.forEach((key, item) -> {
            if (changedSince.contains(key)) {
                done.add(new Done(
                        item.position(),
                        ItemStatus.SKIPPED,
                        null,
                        PlannedItem.CHANGED_SINCE,
                        "It was changed at the destination after the plan was made, so it stays as it is."));
                events.add(
                        job.id(), run.number(), item.entityId(), "ITEM_SKIPPED", item.words() + " was changed since.");
            } else {
                done.add(Done.completed(item.position(), key.key()));
                (item.fate() == Fate.REMOVE ? removed : restored).add(item);
            }
        });
        catalogue.mark(ids(removed), EntityStatus.AVAILABLE);
        catalogue.mark(ids(restored), EntityStatus.MODIFIED);
        items.finish(run.id(), done, clock.instant());
    }

    /** In ascending order, so that two who want the same wait for each other and not both. */
    private static List<Long> ids(Collection<PlannedItem> some) {
        return some.stream().map(PlannedItem::entityId).sorted().toList();
    }
}
