package org.godwit.job;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.catalog.Catalogue.EntityReference;
import org.godwit.catalog.MigrationEntity;
import org.godwit.site.ObjectType;

/**
 * The objects a job takes, dependencies included.
 *
 * @param entities by type and source key
 * @param references all that leave one of the entities
 * @param outside objects referred to that do not come along
 * @param replaced by type, source keys in whose place an object of the destination is used, with its key
 */
record SelectedObjects(
        List<MigrationEntity> entities,
        List<EntityReference> references,
        List<MigrationEntity> outside,
        Map<ObjectType, Map<String, String>> replaced) {

    /** References that say what belongs together, not what cannot do without what. */
    private static final Set<String> LOOSE = Set.of("SUPERSEDES");

    boolean isReplaced(MigrationEntity entity) {
        return replaced.getOrDefault(entity.type(), Map.of()).containsKey(entity.sourceKey());
    }

    /** Whether what refers cannot do without what it refers to. */
    static boolean isNeed(EntityReference reference) {
        return !LOOSE.contains(reference.kind());
    }

    /** For each entity, the entities it cannot do without. */
    Map<Long, Set<Long>> needs() {
        Map<Long, Set<Long>> needs = new HashMap<>();
        for (EntityReference reference : references) {
            Long target = reference.toEntityId();
            if (target != null && isNeed(reference)) {
                needs.computeIfAbsent(reference.fromEntityId(), id -> new HashSet<>())
                        .add(target);
            }
        }
        return needs;
    }

    Map<Long, List<EntityReference>> referencesByEntity() {
        Map<Long, List<EntityReference>> byEntity = new HashMap<>();
        references.forEach(r -> byEntity.computeIfAbsent(r.fromEntityId(), id -> new java.util.ArrayList<>())
                .add(r));
        return byEntity;
    }
}
