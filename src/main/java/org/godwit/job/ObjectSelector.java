package org.godwit.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    static final String TARGET_COLLECTION = "TARGET_COLLECTION";

    private final Catalogue catalogue;

    ObjectSelector(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * @param selection the job's own, or the part of it that is to be done again
     * @throws GodwitException {@code ENTITY_NOT_FOUND} if an id is not of the hierarchy or its object is gone at the source
     */
    SelectedObjects select(long hierarchyId, JobType type, JobSelection selection, JobSettings settings) {
        return new Selecting(hierarchyId, type, selection, settings).all();
    }

    /** One selection under way. */
    private final class Selecting {
        private final long hierarchyId;
        private final JobType type;
        private final JobSelection selection;
        private final JobSettings settings;
        private final Set<Long> left;
        private final Replacements replaced;
        private final Map<Long, MigrationEntity> chosen = new TreeMap<>();
        private final Map<Long, MigrationEntity> outside = new TreeMap<>();
        private final List<EntityReference> references = new ArrayList<>();

        Selecting(long hierarchyId, JobType type, JobSelection selection, JobSettings settings) {
            this.hierarchyId = hierarchyId;
            this.type = type;
            this.selection = selection;
            this.settings = settings;
            this.left = new HashSet<>(catalogue.excluded(hierarchyId));
            this.left.removeAll(selection.entityIds());
            this.left.addAll(selection.except());
            this.replaced = new Replacements(catalogue, settings);
        }

        SelectedObjects all() {
            boolean everythingModified = type == JobType.MODIFIED && !selection.takesObjects();
            if (!selection.types().isEmpty() || everythingModified) {
                choose(catalogue.selectable(hierarchyId, selection.types()));
            }
            ObjectQuery query = selection.query();
            if (query != null) {
                choose(catalogue.selectable(hierarchyId, query.types()).stream()
                        .filter(query::fits)
                        .toList());
            }
            named().forEach(e -> chosen.put(e.id(), e));
            FolderTree folders = folders();
            chooseContents(folders);
            if (type == JobType.MODIFIED) {
                chosen.values().removeIf(e -> e.status() != EntityStatus.MODIFIED && !failedBefore(e));
            }
            if (type == JobType.COLLECTION && selection.takesRelated()) {
                choose(deployments());
            }
            close(List.copyOf(chosen.keySet()));
            if (settings.folderStructure() && type != JobType.MODIFIED) {
                List<MigrationEntity> holding = folders.holding(chosen.values()).stream()
                        .filter(f -> !chosen.containsKey(f.id()))
                        .toList();
                choose(holding);
                close(holding.stream()
                        .map(MigrationEntity::id)
                        .filter(chosen::containsKey)
                        .toList());
            }
            chosen.keySet().forEach(outside::remove);
            return new SelectedObjects(
                    chosen.values().stream().sorted(BY_TYPE_AND_KEY).toList(),
                    references,
                    List.copyOf(outside.values()),
                    replaced.keys());
        }

        /** A retry names what could not be overwritten; it is still as modified as it was. */
        private boolean failedBefore(MigrationEntity entity) {
            return entity.status() == EntityStatus.FAILED
                    && selection.entityIds().contains(entity.id());
        }

        /** Takes what was not named one by one, so that exclusions and replacements hold for it. */
        private void choose(Collection<MigrationEntity> entities) {
            replaced.note(entities);
            entities.stream()
                    .filter(e -> !left.contains(e.id()) && e.status() != EntityStatus.REMOVED && !replaced.has(e))
                    .forEach(e -> chosen.put(e.id(), e));
        }

        private List<MigrationEntity> named() {
            Set<Long> ids = selection.entityIds();
            if (ids.isEmpty()) {
                return List.of();
            }
            List<MigrationEntity> found = catalogue.byIds(hierarchyId, ids);
            Set<Long> missing = new TreeSet<>(ids);
            found.stream().filter(e -> e.status() != EntityStatus.REMOVED).forEach(e -> missing.remove(e.id()));
            if (!missing.isEmpty()) {
                throw GodwitException.invalid(
                        "ENTITY_NOT_FOUND",
                        "The source hierarchy has no object "
                                + missing.stream().limit(5).toList() + ".",
                        "Choose objects of the catalogue of this source hierarchy; those gone at the source cannot be"
                                + " migrated.");
            }
            return found;
        }

        private FolderTree folders() {
            List<MigrationEntity> found = new ArrayList<>(catalogue.selectable(hierarchyId, Set.of(ObjectType.FOLDER)));
            chosen.values().stream()
                    .filter(e -> e.type() == ObjectType.FOLDER)
                    .filter(e -> found.stream().noneMatch(f -> f.id() == e.id()))
                    .forEach(found::add);
            return new FolderTree(catalogue, found);
        }

        /** A folder that was named brings what it and the folders below it hold; folders taken as a type do not. */
        private void chooseContents(FolderTree folders) {
            Set<Long> opened = folders.withThoseBelow(selection.entityIds());
            choose(folders.of(opened));
            Map<ObjectType, Set<String>> keys = new EnumMap<>(ObjectType.class);
            folders.membersOf(opened)
                    .forEach(m ->
                            keys.computeIfAbsent(m.type(), t -> new TreeSet<>()).add(m.key()));
            keys.forEach((memberType, ofType) -> choose(catalogue.byKeys(hierarchyId, memberType, ofType)));
        }

        /** What targets a chosen collection. */
        private List<MigrationEntity> deployments() {
            Set<Long> collections = chosen.values().stream()
                    .filter(e -> e.type() == ObjectType.COLLECTION)
                    .map(MigrationEntity::id)
                    .collect(Collectors.toSet());
            Set<Long> targeting = catalogue.referencesTo(hierarchyId, collections).stream()
                    .filter(r -> r.kind().equals(TARGET_COLLECTION))
                    .map(EntityReference::fromEntityId)
                    .collect(Collectors.toSet());
            return catalogue.byIds(hierarchyId, targeting);
        }

        /** Brings along whatever these need, and whatever that needs. */
        private void close(Collection<Long> begin) {
            Collection<Long> frontier = begin;
            while (!frontier.isEmpty()) {
                List<EntityReference> found = catalogue.references(hierarchyId, frontier);
                references.addAll(found);
                Set<Long> targets = found.stream()
                        .map(EntityReference::toEntityId)
                        .filter(id -> id != null && !chosen.containsKey(id) && !outside.containsKey(id))
                        .map(id -> (Long) id)
                        .collect(Collectors.toSet());
                List<MigrationEntity> reached = catalogue.byIds(hierarchyId, targets);
                replaced.note(reached);
                List<Long> next = new ArrayList<>();
                for (MigrationEntity target : reached) {
                    if (comesAlong(target)) {
                        chosen.put(target.id(), target);
                        next.add(target.id());
                    } else {
                        outside.put(target.id(), target);
                    }
                }
                frontier = next;
            }
        }

        private boolean comesAlong(MigrationEntity target) {
            return type != JobType.MODIFIED
                    && target.status() != EntityStatus.REMOVED
                    && !left.contains(target.id())
                    && !replaced.has(target);
        }
    }
}
