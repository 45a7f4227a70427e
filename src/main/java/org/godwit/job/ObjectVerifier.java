package org.godwit.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.godwit.catalog.Catalogue;
import org.godwit.catalog.EntityStatus;
import org.godwit.catalog.MigrationEntity;
import org.godwit.destination.DestinationObject;
import org.godwit.destination.DestinationObjects;
import org.godwit.shared.Chunks;
import org.godwit.shared.Digests;
import org.godwit.shared.RunControl;
import org.godwit.site.ObjectType;
import org.godwit.site.SourceDatabase;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the objects of runs again and compares their digests with the plans': what the plans wrote, and what they left alone
 * because it was there already.
 */
@Component
class ObjectVerifier {

    private static final int CHUNK = 500;

    private final DestinationObjects destination;
    private final Catalogue catalogue;

    ObjectVerifier(DestinationObjects destination, Catalogue catalogue) {
        this.destination = destination;
        this.catalogue = catalogue;
    }

    /** @param status what became of it; null if nothing yet */
    record Planned(PlannedItem item, @Nullable ItemStatus status) {}

    /** @param differences in words, all of them */
    record Result(long compared, List<String> differences) {
        static final Result NOTHING = new Result(0, List.of());
    }

    /** Whether the destination holds what the plans said. */
    Result atDestination(long hierarchyId, List<Planned> planned, RunControl control) {
        List<String> differences = new ArrayList<>();
        planned.stream()
                .filter(p -> p.item().writes() && p.status() != ItemStatus.COMPLETED)
                .forEach(p -> differences.add(p.item().words() + " was not migrated."));
        Map<ObjectType, List<PlannedItem>> byType = comparable(planned);
        long total = byType.values().stream().mapToLong(Collection::size).sum();
        long done = 0;
        for (Map.Entry<ObjectType, List<PlannedItem>> ofType : byType.entrySet()) {
            atDestination(hierarchyId, ofType.getKey(), ofType.getValue(), differences);
            done += ofType.getValue().size();
            control.progress(Phase.VERIFY.name(), done, total);
        }
        return new Result(total, differences);
    }

    /** Which of them are no longer as they were planned with, by reading the source again; in words. */
    List<String> atSource(List<Planned> planned, SourceDatabase source) {
        List<String> differences = new ArrayList<>();
        comparable(planned).forEach((type, items) -> atSource(type, items, source, differences));
        return differences;
    }

    /** Which of them are no longer as they were planned with, by what was gathered last; in words. */
    List<String> gatheredSince(long hierarchyId, List<Planned> planned) {
        List<PlannedItem> items =
                comparable(planned).values().stream().flatMap(List::stream).toList();
        List<String> changes = new ArrayList<>();
        for (List<PlannedItem> chunk : Chunks.of(items, CHUNK)) {
            Map<Long, MigrationEntity> now =
                    catalogue
                            .byIds(
                                    hierarchyId,
                                    chunk.stream().map(PlannedItem::entityId).toList())
                            .stream()
                            .collect(Collectors.toMap(MigrationEntity::id, Function.identity()));
            for (PlannedItem item : chunk) {
                MigrationEntity entity = now.get(item.entityId());
                if (entity == null || entity.status() == EntityStatus.REMOVED) {
                    changes.add(item.words() + " is no longer at the source.");
                } else if (!entity.payloadDigest().equals(item.sourceDigest())) {
                    changes.add(item.words() + " was changed at the source since.");
                }
            }
        }
        return changes;
    }

    private static Map<ObjectType, List<PlannedItem>> comparable(List<Planned> planned) {
        Map<ObjectType, List<PlannedItem>> byType = new EnumMap<>(ObjectType.class);
        for (Planned one : planned) {
            PlannedItem item = one.item();
            if (item.comparable() && (!item.writes() || one.status() == ItemStatus.COMPLETED)) {
                byType.computeIfAbsent(item.type(), t -> new ArrayList<>()).add(item);
            }
        }
        return byType;
    }

    private static void atSource(
            ObjectType type, List<PlannedItem> items, SourceDatabase source, List<String> differences) {
        Map<String, PlannedItem> expected = new HashMap<>();
        items.forEach(i -> expected.put(i.sourceKey(), i));
        Set<String> missing = new HashSet<>(expected.keySet());
        source.objects(type, object -> {
            PlannedItem item = expected.get(object.key());
            if (item != null) {
                missing.remove(object.key());
                if (!object.digest().equals(item.sourceDigest())) {
                    differences.add(item.words() + " was changed at the source since it was gathered.");
                }
            }
        });
        missing.forEach(key ->
                differences.add(Objects.requireNonNull(expected.get(key)).words() + " is no longer at the source."));
    }

    private void atDestination(long hierarchyId, ObjectType type, List<PlannedItem> items, List<String> differences) {
        for (List<PlannedItem> chunk : Chunks.of(items, CHUNK)) {
            Map<String, DestinationObject> found = destination.bySource(
                    hierarchyId,
                    type,
                    chunk.stream().map(PlannedItem::sourceKey).toList());
            for (PlannedItem item : chunk) {
                DestinationObject there = found.get(item.sourceKey());
                if (there == null) {
                    differences.add(item.words() + " is missing at the destination.");
                } else if (!Digests.sha256Hex(there.payload()).equals(item.targetDigest())
                        || !there.name().equals(item.targetName())) {
                    differences.add(item.words() + " at the destination is not as planned.");
                }
            }
        }
    }
}
