package org.godwit.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.godwit.catalog.Catalogue.EntityReference;
import org.godwit.catalog.EntityDetail.Dependency;
import org.jspecify.annotations.Nullable;

/**
 * Everything an entity needs, or that needs it, directly or by way of others (CM-43), nearest first. Each one is given once,
 * at its least distance; cycles end where they close.
 */
final class DependencyClosure {

    /** Says what takes the place of what; neither needs the other. */
    private static final String SUPERSEDES = "SUPERSEDES";

    private final CatalogueStore store;
    private final long hierarchyId;

    DependencyClosure(CatalogueStore store, long hierarchyId) {
        this.store = store;
        this.hierarchyId = hierarchyId;
    }

    List<Dependency> dependsOn(long entityId) {
        return walk(entityId, ids -> store.referencesFrom(hierarchyId, ids), EntityReference::toEntityId);
    }

    List<Dependency> requiredBy(long entityId) {
        return walk(entityId, ids -> store.referencesTo(hierarchyId, ids), EntityReference::fromEntityId);
    }

    /** Ids of everything that needs one of these, directly or by way of others. */
    Set<Long> dependents(Collection<Long> ids) {
        Set<Long> found = new HashSet<>();
        Collection<Long> level = ids;
        while (!level.isEmpty()) {
            List<Long> next = new ArrayList<>();
            for (EntityReference reference : store.referencesTo(hierarchyId, level)) {
                if (!reference.kind().equals(SUPERSEDES) && found.add(reference.fromEntityId())) {
                    next.add(reference.fromEntityId());
                }
            }
            level = next;
        }
        return found;
    }

    private List<Dependency> walk(
            long start,
            Function<Set<Long>, List<EntityReference>> next,
            Function<EntityReference, @Nullable Long> otherEnd) {
        List<Dependency> found = new ArrayList<>();
        Set<Long> seen = new HashSet<>(Set.of(start));
        Set<String> missing = new HashSet<>();
        Set<Long> level = Set.of(start);
        for (int distance = 1; !level.isEmpty(); distance++) {
            Map<Long, EntityReference> reached = new HashMap<>();
            Set<Long> ids = new LinkedHashSet<>();
            for (EntityReference reference : next.apply(level)) {
                Long id = otherEnd.apply(reference);
                if (id == null) {
                    if (missing.add(reference.toType() + " " + reference.toKey())) {
                        found.add(new Dependency(
                                null, reference.toType(), reference.toKey(), null, null, reference.kind(), distance));
                    }
                } else if (seen.add(id)) {
                    ids.add(id);
                    reached.put(id, reference);
                }
            }
            Map<Long, MigrationEntity> entities = store.byIds(hierarchyId, ids).stream()
                    .collect(Collectors.toMap(MigrationEntity::id, Function.identity()));
            for (Map.Entry<Long, MigrationEntity> entry : entities.entrySet()) {
                EntityReference reference = reached.get(entry.getKey());
                if (reference != null) {
                    found.add(dependency(entry.getValue(), reference.kind(), distance));
                }
            }
            level = ids;
        }
        return found;
    }

    private static Dependency dependency(MigrationEntity entity, String kind, int distance) {
        return new Dependency(
                entity.id(), entity.type(), entity.sourceKey(), entity.name(), entity.status(), kind, distance);
    }
}
