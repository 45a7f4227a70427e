package org.godwit.job;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.catalog.Catalogue.EntityReference;
import org.godwit.catalog.MigrationEntity;
import org.godwit.destination.DestinationObjects.NamedObject;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/** Under which key a source object is known at the destination. */
final class ReferenceKeys {

    private final Map<ObjectType, Map<String, String>> keys = new EnumMap<>(ObjectType.class);
    private Map<String, String> collections = Map.of();

    /** @param more from source key to destination key; replaces what was said of these keys before */
    void put(ObjectType type, Map<String, String> more) {
        keys.computeIfAbsent(type, t -> new HashMap<>()).putAll(more);
    }

    /** Destination collections that stand in for source collections wherever these are referred to (CM-83). */
    void mapCollections(Map<String, String> mapping) {
        collections = mapping;
    }

    /** The source's own key where nothing else was said. */
    String of(ObjectType type, String sourceKey) {
        return keys.getOrDefault(type, Map.of()).getOrDefault(sourceKey, sourceKey);
    }

    /** The key of the object that holds an entity's name; an entity of the same plan is known by its own key. */
    String ofNamed(MigrationEntity entity, NamedObject holder) {
        return holder.sourceKey() != null && entity.hierarchyId() == orMinusOne(holder.hierarchyId())
                ? of(entity.type(), holder.sourceKey())
                : holder.key();
    }

    private static long orMinusOne(@Nullable Long id) {
        return id == null ? -1 : id;
    }

    /** Those keys that an object's payload may hold and that are other ones at the destination. */
    Map<String, String> changedFor(MigrationEntity entity, List<EntityReference> references) {
        Map<String, String> changed = new HashMap<>();
        references.forEach(r -> note(changed, r.toKey(), ofReference(r)));
        note(changed, entity.sourceKey(), of(entity.type(), entity.sourceKey()));
        return changed;
    }

    private String ofReference(EntityReference reference) {
        String mapped = reference.toType() == ObjectType.COLLECTION ? collections.get(reference.toKey()) : null;
        return mapped == null ? of(reference.toType(), reference.toKey()) : mapped;
    }

    private static void note(Map<String, String> changed, String sourceKey, String key) {
        if (!key.equals(sourceKey)) {
            changed.put(sourceKey, key);
        }
    }
}
