package org.godwit.job;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.catalog.Catalogue.EntityReference;
import org.godwit.catalog.MigrationEntity;

/**
 * The objects a job takes, dependencies included.
 *
 * @param entities by type and source key
 * @param references all that leave one of the entities
 * @param outside objects referred to that do not come along
 */
record SelectedObjects(
        List<MigrationEntity> entities, List<EntityReference> references, List<MigrationEntity> outside) {

    static final SelectedObjects NONE = new SelectedObjects(List.of(), List.of(), List.of());

    /** What a folder holds. */
    static final String CONTAINS = "CONTAINS";

    /** References that say what belongs together, not what cannot do without what. */
    private static final Set<String> LOOSE = Set.of(CONTAINS, "SUPERSEDES");

    /** For each entity, the entities it cannot do without. */
    Map<Long, Set<Long>> needs() {
        Map<Long, Set<Long>> needs = new HashMap<>();
        for (EntityReference reference : references) {
            Long target = reference.toEntityId();
            if (target != null && !LOOSE.contains(reference.kind())) {
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
