package org.godwit.job;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.catalog.Catalogue.EntityReference;
import org.godwit.catalog.MigrationEntity;
import org.godwit.destination.DestinationObjects.NamedObject;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/** Under which key a source object is known at the destination. */
final class ReferenceKeys {

    private final Map<ObjectType, Map<String, String>> keys = new EnumMap<>(ObjectType.class);
    private Map<ObjectType, Map<String, String>> replaced = Map.of();

    /** @param more from source key to destination key; replaces what was said of these keys before */
    void put(ObjectType type, Map<String, String> more) {
        keys.computeIfAbsent(type, t -> new HashMap<>()).putAll(more);
    }

    /** Destination objects that stand in for source objects wherever these are referred to. */
    void replace(Map<ObjectType, Map<String, String>> mapping) {
        replaced = mapping;
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
        references.forEach(r -> note(changed, r.toKey(), ofReferred(r.toType(), r.toKey())));
        note(changed, entity.sourceKey(), of(entity.type(), entity.sourceKey()));
        return changed;
    }

    /** Those keys of a folder's members that are other ones at the destination. */
    Map<String, String> changedIn(Set<FolderTree.Member> members) {
        Map<String, String> changed = new HashMap<>();
        members.forEach(m -> note(changed, m.key(), ofReferred(m.type(), m.key())));
        return changed;
    }

    private String ofReferred(ObjectType type, String sourceKey) {
        String other = replaced.getOrDefault(type, Map.of()).get(sourceKey);
        return other == null ? of(type, sourceKey) : other;
    }

    private static void note(Map<String, String> changed, String sourceKey, String key) {
        if (!key.equals(sourceKey)) {
            changed.put(sourceKey, key);
        }
    }
}
