package org.godwit.job;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.godwit.catalog.Catalogue;
import org.godwit.catalog.Catalogue.EntityReference;
import org.godwit.catalog.MigrationEntity;
import org.godwit.destination.DestinationObject;
import org.godwit.destination.DestinationObjects;
import org.godwit.destination.DestinationObjects.NamedObject;
import org.godwit.job.MigrationPlan.Change;
import org.godwit.shared.Chunks;
import org.godwit.site.ObjectRules;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides, object by object, what a job will do. Reads the catalogue and the destination, writes nothing. */
@Component
class ObjectPlanner {

    /** Objects whose payloads are in memory at a time. */
    private static final int CHUNK = 500;

    /** Types of which Configuration Manager allows a name only once. */
    static final Set<ObjectType> UNIQUE_NAMES = EnumSet.of(
            ObjectType.COLLECTION, ObjectType.APPLICATION, ObjectType.BOUNDARY_GROUP, ObjectType.SOFTWARE_UPDATE_GROUP);

    private final Catalogue catalogue;
    private final DestinationObjects destination;
    private final ObjectRules rules;

    ObjectPlanner(Catalogue catalogue, DestinationObjects destination, ObjectRules rules) {
        this.catalogue = catalogue;
        this.destination = destination;
        this.rules = rules;
    }

    /** @param sink receives the items in the order of doing; only the ones of a chunk are in memory at a time */
    void plan(long hierarchyId, SelectedObjects selected, JobSettings settings, Consumer<PlannedItem> sink) {
        Map<Long, MigrationEntity> byId =
                selected.entities().stream().collect(Collectors.toMap(MigrationEntity::id, Function.identity()));
        List<Long> order = new DependencyOrder(
                        selected.entities().stream().map(MigrationEntity::id).toList(), selected.needs())
                .sorted();
        Set<Long> present = present(hierarchyId, selected);
        Map<Long, MigrationEntity> blockers = blockers(selected, present);
        Map<Long, List<EntityReference>> references = selected.referencesByEntity();
        Names names = names(hierarchyId, order, byId, present, settings);
        ReferenceKeys keys = keys(hierarchyId, selected, names);
        TargetRenderer renderer = new TargetRenderer(settings.siteCodeMapping(), rules);

        int position = 0;
        for (List<Long> chunk : Chunks.of(order, CHUNK)) {
            Map<Long, String> payloads = catalogue.payloads(chunk);
            Map<Long, DestinationObject> existing = existing(hierarchyId, chunk, byId);
            for (Long id : chunk) {
                MigrationEntity entity = Objects.requireNonNull(byId.get(id));
                List<EntityReference> own = references.getOrDefault(id, List.of());
                DestinationObject there = existing.get(id);
                String targetName = there != null && names.inUse.containsKey(id)
                        ? there.name()
                        : names.target.getOrDefault(id, entity.name());
                String key = keys.of(entity.type(), entity.sourceKey());
                String payload = payloads.getOrDefault(id, "{}");
                Map<String, String> otherKeys = keys.changedFor(entity, own);
                if (entity.type() == ObjectType.FOLDER) {
                    otherKeys.putAll(keys.changedIn(FolderTree.members(TargetRenderer.fields(payload))));
                }
                TargetRenderer.Target target =
                        renderer.render(entity.type(), payload, entity.name(), targetName, otherKeys);
                List<String> advice = Advice.on(
                        entity.type(),
                        rules.of(entity.type()),
                        target.payload(),
                        own,
                        new HashSet<>(settings.siteCodeMapping().values()),
                        contentComes(settings, entity));
                sink.accept(new Decision(entity, there, target, targetName, settings.conflictFor(id))
                        .decide(position++, key, names.inUse.get(id), blockers.get(id), advice));
            }
        }
    }

    private static boolean contentComes(JobSettings settings, MigrationEntity entity) {
        PackageChoice packages = settings.select().packages();
        return packages.all() || packages.packageIds().contains(entity.sourceKey());
    }

    /** Which of the objects, outside ones included, have an object at the destination. */
    private Set<Long> present(long hierarchyId, SelectedObjects selected) {
        Set<Long> present = new HashSet<>();
        byType(selected).forEach((type, entities) -> {
            Set<String> there = destination.present(
                    hierarchyId,
                    type,
                    entities.stream().map(MigrationEntity::sourceKey).toList());
            entities.stream().filter(e -> there.contains(e.sourceKey())).forEach(e -> present.add(e.id()));
        });
        return present;
    }

    /** For each object that cannot be made, what is in the way: an object that neither comes along nor is there. */
    private static Map<Long, MigrationEntity> blockers(SelectedObjects selected, Set<Long> present) {
        Map<Long, List<Long>> neededBy = new HashMap<>();
        selected.needs()
                .forEach((user, needed) -> needed.forEach(id ->
                        neededBy.computeIfAbsent(id, k -> new ArrayList<>()).add(user)));
        Map<Long, MigrationEntity> blockers = new HashMap<>();
        for (MigrationEntity missing : selected.outside()) {
            if (selected.isReplaced(missing) || present.contains(missing.id())) {
                continue;
            }
            List<Long> frontier = List.of(missing.id());
            while (!frontier.isEmpty()) {
                List<Long> next = new ArrayList<>();
                for (Long id : frontier) {
                    for (Long user : neededBy.getOrDefault(id, List.of())) {
                        if (blockers.putIfAbsent(user, missing) == null && !present.contains(user)) {
                            next.add(user);
                        }
                    }
                }
                frontier = next;
            }
        }
        return blockers;
    }

    /** Names at the destination, and whose name somebody else holds there. */
    private Names names(
            long hierarchyId,
            List<Long> order,
            Map<Long, MigrationEntity> byId,
            Set<Long> present,
            JobSettings settings) {
        Names names = new Names();
        for (ObjectType type : UNIQUE_NAMES) {
            List<MigrationEntity> ofType = order.stream()
                    .map(byId::get)
                    .filter(e -> e != null && e.type() == type)
                    .map(e -> (MigrationEntity) e)
                    .toList();
            Map<String, NamedObject> held = new HashMap<>(destination.byName(
                    type, ofType.stream().map(MigrationEntity::name).distinct().toList()));
            for (MigrationEntity entity : ofType) {
                String name = lower(entity.name());
                NamedObject holder = held.get(name);
                boolean own = holder == null
                        || Objects.equals(holder.hierarchyId(), hierarchyId)
                                && entity.sourceKey().equals(holder.sourceKey());
                if (!own && settings.conflictFor(entity.id()) == ConflictResolution.RENAME) {
                    names.target.put(entity.id(), entity.name() + " (" + entity.sourceKey() + ")");
                } else if (!own) {
                    names.inUse.put(entity.id(), holder);
                } else if (!present.contains(entity.id())) {
                    held.put(name, new NamedObject(entity.sourceKey(), hierarchyId, entity.sourceKey()));
                }
            }
        }
        return names;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private ReferenceKeys keys(long hierarchyId, SelectedObjects selected, Names names) {
        ReferenceKeys keys = new ReferenceKeys();
        byType(selected)
                .forEach((type, entities) -> keys.put(
                        type,
                        destination.keys(
                                hierarchyId,
                                type,
                                entities.stream()
                                        .map(MigrationEntity::sourceKey)
                                        .toList())));
        selected.entities().forEach(e -> {
            NamedObject holder = names.inUse.get(e.id());
            if (holder != null) {
                keys.put(e.type(), Map.of(e.sourceKey(), keys.ofNamed(e, holder)));
            }
        });
        keys.replace(selected.replaced());
        return keys;
    }

    private static Map<ObjectType, List<MigrationEntity>> byType(SelectedObjects selected) {
        Map<ObjectType, List<MigrationEntity>> byType = selected.entities().stream()
                .collect(Collectors.groupingBy(MigrationEntity::type, Collectors.toCollection(ArrayList::new)));
        selected.outside()
                .forEach(e ->
                        byType.computeIfAbsent(e.type(), t -> new ArrayList<>()).add(e));
        return byType;
    }

    private Map<Long, DestinationObject> existing(long hierarchyId, List<Long> chunk, Map<Long, MigrationEntity> byId) {
        Map<ObjectType, List<MigrationEntity>> byType = chunk.stream()
                .map(id -> Objects.requireNonNull(byId.get(id)))
                .collect(Collectors.groupingBy(MigrationEntity::type));
        Map<Long, DestinationObject> existing = new HashMap<>();
        byType.forEach((type, entities) -> {
            Map<String, DestinationObject> found = destination.bySource(
                    hierarchyId,
                    type,
                    entities.stream().map(MigrationEntity::sourceKey).toList());
            entities.forEach(e -> {
                DestinationObject there = found.get(e.sourceKey());
                if (there != null) {
                    existing.put(e.id(), there);
                }
            });
        });
        return existing;
    }

    /** For types with unique names: names that objects get instead of their own, and who else holds their name. */
    private static final class Names {
        private final Map<Long, String> target = new HashMap<>();
        private final Map<Long, NamedObject> inUse = new HashMap<>();
    }

    /** One object's fate. */
    private record Decision(
            MigrationEntity entity,
            @Nullable DestinationObject there,
            TargetRenderer.Target target,
            String targetName,
            ConflictResolution conflict) {

        PlannedItem decide(
                int position,
                @Nullable String key,
                @Nullable NamedObject nameHolder,
                @Nullable MigrationEntity blocker,
                List<String> advice) {
            if (there == null) {
                if (nameHolder != null) {
                    return item(
                            position,
                            Fate.SKIP,
                            key,
                            PlannedItem.NAME_IN_USE,
                            "The destination has another object of this name, " + nameHolder.key()
                                    + ". It is used in its place; choose RENAME to have both.",
                            List.of(),
                            advice);
                }
                return blocker != null
                        ? blocked(position, blocker, List.of(), advice)
                        : item(position, Fate.CREATE, key, null, null, List.of(), advice);
            }
            List<Change> changes = changes(there);
            if (changes.isEmpty()) {
                return item(
                        position,
                        Fate.SKIP,
                        there.key(),
                        PlannedItem.UP_TO_DATE,
                        "The destination has it in exactly this state.",
                        changes,
                        List.of());
            }
            if (conflict != ConflictResolution.OVERWRITE) {
                return item(
                        position,
                        Fate.SKIP,
                        there.key(),
                        PlannedItem.EXISTS,
                        "The destination has it already, in another state; choose OVERWRITE to give it the source's.",
                        changes,
                        advice);
            }
            return blocker != null
                    ? blocked(position, blocker, changes, advice)
                    : item(position, Fate.OVERWRITE, there.key(), null, null, changes, advice);
        }

        private PlannedItem blocked(int position, MigrationEntity blocker, List<Change> changes, List<String> advice) {
            return item(
                    position,
                    Fate.BLOCKED,
                    there == null ? null : there.key(),
                    PlannedItem.NEEDS_OBJECT,
                    "Needs " + blocker.type() + " " + blocker.sourceKey() + " (" + blocker.name()
                            + "), which does not come along and is not at the destination.",
                    changes,
                    advice);
        }

        private List<Change> changes(DestinationObject existing) {
            List<Change> changes = new ArrayList<>();
            if (!existing.payloadDigest().equals(target.digest())) {
                changes.addAll(FieldDifference.between(target.fields(), TargetRenderer.fields(existing.payload())));
            }
            if (!existing.name().equals(targetName)) {
                changes.add(new Change("(name)", targetName, existing.name()));
            }
            if (!Objects.equals(existing.version(), entity.version())) {
                changes.add(new Change("(version)", entity.version(), existing.version()));
            }
            return changes;
        }

        private PlannedItem item(
                int position,
                Fate fate,
                @Nullable String key,
                @Nullable String code,
                @Nullable String reason,
                List<Change> changes,
                List<String> advice) {
            return new PlannedItem(
                    position,
                    entity.id(),
                    entity.type(),
                    entity.sourceKey(),
                    entity.name(),
                    targetName,
                    key,
                    fate,
                    code,
                    reason,
                    entity.version(),
                    fate == Fate.CREATE || fate == Fate.OVERWRITE ? target.payload() : null,
                    entity.payloadDigest(),
                    target.digest(),
                    there == null ? null : there.payloadDigest(),
                    new PlannedItem.Details(changes, advice));
        }
    }
}
