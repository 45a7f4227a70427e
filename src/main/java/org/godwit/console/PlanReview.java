package org.godwit.console;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.console.page.Share;
import org.godwit.job.ConflictResolution;
import org.godwit.job.Fate;
import org.godwit.job.MigrationPlan;

/**
 * A plan as the wizard's review shows it.
 *
 * @param fates objects by what happens to them
 * @param choices what was chosen for single objects in a conflict
 * @param items the first ones, those that need a look before the others
 */
record PlanReview(
        MigrationPlan plan, List<Share> fates, List<MigrationPlan.Item> items, Map<Long, ConflictResolution> choices) {

    private static final int SHOWN = 200;
    private static final Set<String> CONFLICTS = Set.of("EXISTS", "NAME_IN_USE");

    static PlanReview of(MigrationPlan plan, Map<Long, ConflictResolution> choices) {
        Map<Fate, Long> fates = new EnumMap<>(Fate.class);
        plan.items().forEach(i -> fates.merge(i.fate(), 1L, Long::sum));
        List<MigrationPlan.Item> items = plan.items().stream()
                .sorted(Comparator.comparingInt(PlanReview::urgency))
                .limit(SHOWN)
                .toList();
        return new PlanReview(plan, Share.of(fates), items, choices);
    }

    /** Whether the destination has something in this object's place, so that there is a choice. */
    public boolean conflicting(MigrationPlan.Item item) {
        return choices.containsKey(item.entityId())
                || item.fate() == Fate.OVERWRITE
                || item.reasonCode() != null && CONFLICTS.contains(item.reasonCode());
    }

    /** What is blocked first, then what would change something, then what comes with advice, then the rest. */
    private static int urgency(MigrationPlan.Item item) {
        if (item.fate() == Fate.BLOCKED) {
            return 0;
        }
        return "NAME_IN_USE".equals(item.reasonCode()) || !item.changes().isEmpty()
                ? 1
                : !item.advice().isEmpty() ? 2 : 3;
    }
}
