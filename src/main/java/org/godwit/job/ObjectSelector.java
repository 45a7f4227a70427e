package org.godwit.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.godwit.catalog.Catalogue;
import org.godwit.catalog.Catalogue.EntityReference;
import org.godwit.catalog.EntityStatus;
import org.godwit.catalog.MigrationEntity;
import org.godwit.shared.GodwitException;
import org.godwit.site.ObjectType;
import org.springframework.stereotype.Component;

/** Finds the objects that a selection means, and with them everything they need (CM-40 to CM-43). */
@Component
class ObjectSelector {

    private static final Comparator<MigrationEntity> BY_TYPE_AND_KEY = Comparator.comparing(MigrationEntity::type)
            .thenComparing(MigrationEntity::sourceKey)
            .thenComparing(MigrationEntity::id);

    private final Catalogue catalogue;

    ObjectSelector(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * @param mappedCollections CollectionIDs that a destination collection stands in for; they are not brought along
     * @throws GodwitException {@code ENTITY_NOT_FOUND} if an id is not of the hierarchy or its object is gone at the source
     */
    SelectedObjects select(
            long hierarchyId, JobType type, JobSelection selection, Collection<String> mappedCollections) {
        Map<Long, MigrationEntity> chosen = new TreeMap<>();
        boolean everythingModified = type == JobType.MODIFIED && !selection.takesObjects();
        if (!selection.types().isEmpty() || everythingModified) {
            add(chosen, catalogue.selectable(hierarchyId, selection.types()));
        }
        add(chosen, named(hierarchyId, selection.entityIds()));
        if (type == JobType.MODIFIED) {
            chosen.values().removeIf(e -> e.status() != EntityStatus.MODIFIED);
        }
        Set<Long> excluded = new HashSet<>(catalogue.excluded(hierarchyId));
        excluded.removeAll(selection.entityIds());

        List<EntityReference> references = new ArrayList<>();
        Map<Long, MigrationEntity> outside = new TreeMap<>();
        Collection<Long> frontier = List.copyOf(chosen.keySet());
        while (!frontier.isEmpty()) {
            List<EntityReference> found = catalogue.references(hierarchyId, frontier);
            references.addAll(found);
            Set<Long> targets = found.stream()
                    .filter(r -> followed(r, selection))
                    .map(EntityReference::toEntityId)
                    .filter(id -> id != null && !chosen.containsKey(id) && !outside.containsKey(id))
                    .map(id -> (Long) id)
                    .collect(Collectors.toSet());
            List<Long> next = new ArrayList<>();
            for (MigrationEntity target : catalogue.byIds(hierarchyId, targets)) {
                if (comesAlong(target, type, excluded, mappedCollections)) {
                    chosen.put(target.id(), target);
                    next.add(target.id());
                } else {
                    outside.put(target.id(), target);
                }
            }
            frontier = next;
        }
        return new SelectedObjects(
                chosen.values().stream().sorted(BY_TYPE_AND_KEY).toList(), references, List.copyOf(outside.values()));
    }

    /** A folder brings what it holds only if it was chosen itself, not with all folders. */
    private static boolean followed(EntityReference reference, JobSelection selection) {
        return !SelectedObjects.CONTAINS.equals(reference.kind())
                || selection.entityIds().contains(reference.fromEntityId());
    }

    private static boolean comesAlong(
            MigrationEntity target, JobType type, Set<Long> excluded, Collection<String> mappedCollections) {
        boolean mapped = target.type() == ObjectType.COLLECTION && mappedCollections.contains(target.sourceKey());
        return type != JobType.MODIFIED
                && target.status() != EntityStatus.REMOVED
                && !excluded.contains(target.id())
                && !mapped;
    }

    private List<MigrationEntity> named(long hierarchyId, Set<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<MigrationEntity> found = catalogue.byIds(hierarchyId, ids);
        Set<Long> missing = new HashSet<>(ids);
        found.stream().filter(e -> e.status() != EntityStatus.REMOVED).forEach(e -> missing.remove(e.id()));
        if (!missing.isEmpty()) {
            throw GodwitException.invalid(
                    "ENTITY_NOT_FOUND",
                    "The source hierarchy has no object "
                            + missing.stream().sorted().limit(5).toList() + ".",
                    "Choose objects of the catalogue of this source hierarchy; those gone at the source cannot be"
                            + " migrated.");
        }
        return found;
    }

    private static void add(Map<Long, MigrationEntity> chosen, List<MigrationEntity> entities) {
        entities.forEach(e -> chosen.put(e.id(), e));
    }
}
