package org.godwit.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.godwit.catalog.Catalogue;
import org.godwit.catalog.Catalogue.EntityReference;
import org.godwit.catalog.MigrationEntity;
import org.godwit.destination.DestinationObjects;
import org.godwit.destination.DestinationObjects.Effect;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Plans how to take back what a job did to objects, last done first. What was changed since is listed and left alone, and so
 * is what the job made if something that stays cannot do without it. {@link UndoPhases} does what is not an object.
 */
@Component
class UndoPlanner {

    private final DestinationObjects destination;
    private final Catalogue catalogue;
    private final PlanStore plans;

    UndoPlanner(DestinationObjects destination, Catalogue catalogue, PlanStore plans) {
        this.destination = destination;
        this.catalogue = catalogue;
        this.plans = plans;
    }

    void plan(long hierarchyId, long undoneJobId, Consumer<PlannedItem> sink) {
        Map<String, Long> entityIds = plans.entityIds(undoneJobId);
        List<Effect> effects = new ArrayList<>(destination.effects(undoneJobId));
        Collections.reverse(effects);
        Map<Long, MigrationEntity> needed = needed(hierarchyId, effects, entityIds);
        int position = 0;
        for (Effect effect : effects) {
            long entityId = entityIds.getOrDefault(name(effect), 0L);
            sink.accept(item(position++, effect, entityId, needed.get(entityId)));
        }
    }

    /** For each object that would be removed although something that stays needs it: what needs it. */
    private Map<Long, MigrationEntity> needed(long hierarchyId, List<Effect> effects, Map<String, Long> entityIds) {
        Set<Long> removed = effects.stream()
                .filter(e -> e.created() && !e.changedSince())
                .map(e -> entityIds.getOrDefault(name(e), 0L))
                .collect(Collectors.toSet());
        List<EntityReference> references = catalogue.referencesTo(hierarchyId, removed).stream()
                .filter(SelectedObjects::isNeed)
                .toList();
        Map<Long, MigrationEntity> staying = staying(hierarchyId, references);
        Map<Long, MigrationEntity> needed = new HashMap<>();
        boolean more = true;
        while (more) {
            more = false;
            for (EntityReference reference : references) {
                Long target = reference.toEntityId();
                MigrationEntity user = staying.get(reference.fromEntityId());
                boolean stays = user != null && (!removed.contains(user.id()) || needed.containsKey(user.id()));
                if (stays && target != null && needed.putIfAbsent(target, user) == null) {
                    more = true;
                }
            }
        }
        return needed;
    }

    /** Which of the objects that refer to something are at the destination, by id. */
    private Map<Long, MigrationEntity> staying(long hierarchyId, List<EntityReference> references) {
        Map<ObjectType, List<MigrationEntity>> byType = new EnumMap<>(ObjectType.class);
        Collection<Long> ids =
                references.stream().map(EntityReference::fromEntityId).collect(Collectors.toSet());
        catalogue
                .byIds(hierarchyId, ids)
                .forEach(e ->
                        byType.computeIfAbsent(e.type(), t -> new ArrayList<>()).add(e));
        Map<Long, MigrationEntity> staying = new HashMap<>();
        byType.forEach((type, entities) -> {
            Set<String> there = new HashSet<>(destination.present(
                    hierarchyId,
                    type,
                    entities.stream().map(MigrationEntity::sourceKey).toList()));
            entities.stream().filter(e -> there.contains(e.sourceKey())).forEach(e -> staying.put(e.id(), e));
        });
        return staying;
    }

    private static String name(Effect effect) {
        return effect.type() + "/" + sourceKey(effect);
    }

    private static String sourceKey(Effect effect) {
        return effect.sourceKey() == null ? effect.key() : effect.sourceKey();
    }

    private static PlannedItem item(int position, Effect effect, long entityId, @Nullable MigrationEntity neededBy) {
        Fate fate = effect.created() ? Fate.REMOVE : Fate.RESTORE;
        String code = null;
        String reason = null;
        if (effect.changedSince()) {
            fate = Fate.SKIP;
            code = PlannedItem.CHANGED_SINCE;
            reason = "It was changed at the destination after that job, so it stays as it is.";
        } else if (fate == Fate.REMOVE && neededBy != null) {
            fate = Fate.BLOCKED;
            code = PlannedItem.NEEDED;
            reason = neededBy.type() + " " + neededBy.sourceKey() + " (" + neededBy.name()
                    + ") is at the destination and cannot do without it, so it stays.";
        }
        return new PlannedItem(
                position,
                entityId,
                effect.type(),
                sourceKey(effect),
                effect.name(),
                effect.name(),
                effect.key(),
                fate,
                code,
                reason,
                null,
                null,
                "",
                null,
                null,
                PlannedItem.Details.NONE);
    }
}
