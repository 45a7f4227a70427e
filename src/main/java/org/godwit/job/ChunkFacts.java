package org.godwit.job;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
import org.godwit.job.MigrationJob.Failure;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/** How source and destination are just before some items are written, and what of it is in the way of the plan. */
final class ChunkFacts {

    private final Map<Long, MigrationEntity> sources;
    private final Map<ObjectType, Map<String, DestinationObject>> existing = new EnumMap<>(ObjectType.class);
    private final Map<ObjectType, Map<String, String>> keys = new EnumMap<>(ObjectType.class);
    private final Map<ObjectType, Set<String>> takenNames = new EnumMap<>(ObjectType.class);

    /** @param chunk items that are to be created or overwritten; their gathered objects are locked by the caller */
    ChunkFacts(long hierarchyId, List<PlannedItem> chunk, Catalogue catalogue, DestinationObjects destination) {
        this.sources = catalogue
                .byIds(hierarchyId, chunk.stream().map(PlannedItem::entityId).toList())
                .stream()
                .collect(Collectors.toMap(MigrationEntity::id, Function.identity()));
        Map<ObjectType, List<PlannedItem>> byType =
                chunk.stream().collect(Collectors.groupingBy(PlannedItem::type, HashMap::new, Collectors.toList()));
        byType.forEach((type, items) -> {
            List<String> sourceKeys = items.stream().map(PlannedItem::sourceKey).toList();
            Map<String, DestinationObject> there = destination.bySource(hierarchyId, type, sourceKeys);
            existing.put(type, there);
            keys.put(
                    type,
                    destination.keys(
                            hierarchyId,
                            type,
                            sourceKeys.stream()
                                    .filter(key -> !there.containsKey(key))
                                    .toList()));
            if (ObjectPlanner.UNIQUE_NAMES.contains(type)) {
                List<String> names = new ArrayList<>();
                items.stream().filter(i -> !there.containsKey(i.sourceKey())).forEach(i -> names.add(i.targetName()));
                takenNames.put(
                        type, new HashSet<>(destination.byName(type, names).keySet()));
            }
        });
    }

    /** The object that came from the same source object; null if there is none. */
    @Nullable DestinationObject existing(PlannedItem item) {
        return existing.getOrDefault(item.type(), Map.of()).get(item.sourceKey());
    }

    /** Why an item cannot be written as planned; null if it can. To be asked once for each, in order. */
    @Nullable Failure obstacle(PlannedItem item) {
        MigrationEntity source = sources.get(item.entityId());
        if (source == null
                || source.status() == EntityStatus.REMOVED
                || !source.payloadDigest().equals(item.sourceDigest())) {
            return new Failure(
                    "SOURCE_CHANGED",
                    "The source object was changed or removed after the plan was made, so it was left alone.",
                    "Plan again and start the job again.");
        }
        DestinationObject there = existing(item);
        String digest = there == null ? null : there.payloadDigest();
        boolean asPlanned = Objects.equals(digest, item.destinationDigest());
        boolean doneAlready = Objects.equals(digest, item.targetDigest());
        if (!asPlanned && !doneAlready) {
            return new Failure(
                    "DESTINATION_CHANGED",
                    "The destination object was changed after the plan was made, so it was left alone.",
                    "Plan again, look at the difference, and start the job again.");
        }
        if (there == null && !claimsName(item)) {
            return new Failure(
                    PlannedItem.NAME_IN_USE,
                    "The destination got another object of this name after the plan was made.",
                    "Plan again; choose RENAME for this object to have both.");
        }
        String key = there == null ? keys.getOrDefault(item.type(), Map.of()).get(item.sourceKey()) : there.key();
        if (!Objects.equals(key, item.destinationKey())) {
            return new Failure(
                    "DESTINATION_KEY_TAKEN",
                    "The key " + item.destinationKey() + " was taken at the destination after the plan was made.",
                    "Plan again and start the job again.");
        }
        return null;
    }

    /** True if the name is free, or names of the type need not be unique; from then on it is taken. */
    private boolean claimsName(PlannedItem item) {
        Set<String> taken = takenNames.get(item.type());
        return taken == null || taken.add(item.targetName().toLowerCase(Locale.ROOT));
    }
}
