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
import org.godwit.destination.DestinationObject;
import org.godwit.destination.DestinationObjects;
import org.godwit.shared.Digests;
import org.godwit.shared.RunControl;
import org.godwit.site.ObjectType;
import org.godwit.site.SourceDatabase;
import org.springframework.stereotype.Component;

/**
 * Reads the objects of a run again, at the source and at the destination, and compares their digests with the plan's: what
 * the plan wrote, and what it left alone because it was there already.
 */
@Component
class ObjectVerifier {

    private static final int CHUNK = 500;

    private final DestinationObjects destination;

    ObjectVerifier(DestinationObjects destination) {
        this.destination = destination;
    }

    /** @param differences in words, all of them */
    record Result(long compared, List<String> differences) {
        static final Result NOTHING = new Result(0, List.of());
    }

    Result verify(
            long hierarchyId,
            List<PlannedItem> items,
            Map<Integer, ItemStatus> statuses,
            SourceDatabase source,
            RunControl control) {
        Map<ObjectType, List<PlannedItem>> byType = new EnumMap<>(ObjectType.class);
        List<String> differences = new ArrayList<>();
        for (PlannedItem item : items) {
            ItemStatus status = statuses.get(item.position());
            if (item.writes() && status != ItemStatus.COMPLETED) {
                differences.add(item.words() + " was not migrated.");
            } else if (item.comparable()) {
                byType.computeIfAbsent(item.type(), t -> new ArrayList<>()).add(item);
            }
        }
        long total = byType.values().stream().mapToLong(Collection::size).sum();
        long done = 0;
        for (Map.Entry<ObjectType, List<PlannedItem>> ofType : byType.entrySet()) {
            atSource(ofType.getKey(), ofType.getValue(), source, differences);
            atDestination(hierarchyId, ofType.getKey(), ofType.getValue(), differences);
            done += ofType.getValue().size();
            control.progress(Phase.VERIFY.name(), done, total);
        }
        return new Result(total, differences);
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
        for (int from = 0; from < items.size(); from += CHUNK) {
            List<PlannedItem> chunk = items.subList(from, Math.min(items.size(), from + CHUNK));
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
