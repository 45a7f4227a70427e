package org.godwit.job;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.godwit.destination.DestinationObjects;
import org.godwit.destination.DestinationObjects.Effect;
import org.springframework.stereotype.Component;

/**
 * Plans how to take back what a job did to objects, last done first. What was changed since is listed and left alone. Client
 * records, blocks and published content stay.
 */
@Component
class UndoPlanner {

    private final DestinationObjects destination;
    private final PlanStore plans;

    UndoPlanner(DestinationObjects destination, PlanStore plans) {
        this.destination = destination;
        this.plans = plans;
    }

    void plan(long undoneJobId, Consumer<PlannedItem> sink) {
        Map<String, Long> entityIds = plans.entityIds(undoneJobId);
        List<Effect> effects = new ArrayList<>(destination.effects(undoneJobId));
        Collections.reverse(effects);
        int position = 0;
        for (Effect effect : effects) {
            sink.accept(item(position++, effect, entityIds));
        }
    }

    private static PlannedItem item(int position, Effect effect, Map<String, Long> entityIds) {
        Fate fate = effect.changedSince() ? Fate.SKIP : effect.created() ? Fate.REMOVE : Fate.RESTORE;
        String sourceKey = effect.sourceKey() == null ? effect.key() : effect.sourceKey();
        return new PlannedItem(
                position,
                entityIds.getOrDefault(effect.type() + "/" + sourceKey, 0L),
                effect.type(),
                sourceKey,
                effect.name(),
                effect.name(),
                effect.key(),
                fate,
                effect.changedSince() ? PlannedItem.CHANGED_SINCE : null,
                effect.changedSince()
                        ? "It was changed at the destination after that job, so it stays as it is."
                        : null,
                null,
                null,
                "",
                null,
                null,
                PlannedItem.Details.NONE);
    }
}
