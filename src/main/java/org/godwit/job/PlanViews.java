package org.godwit.job;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.godwit.distribution.DistributionPointTakeover.TakeoverPlan;
import org.godwit.job.MigrationPlan.Estimate;
import org.godwit.job.PhaseTimeStore.Measured;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts a plan's parts together for whoever looks at it, with how long it will take by what was measured. */
@Component
class PlanViews {

    private final PlanStore plans;
    private final PhaseTimeStore times;

    PlanViews(PlanStore plans, PhaseTimeStore times) {
        this.plans = plans;
        this.times = times;
    }

    MigrationPlan of(PlanStore.Header plan) {
        var items = plans.items(plan.id());
        PlanStore.Parts parts = plan.parts();
        return new MigrationPlan(
                plan.jobId(),
                plan.digest(),
                plan.createdAt(),
                plan.createdBy(),
                items.stream().map(PlannedItem::view).toList(),
                parts.clients(),
                parts.content(),
                parts.notGathered(),
                parts.takeover(),
                parts.growth(),
                parts.undo(),
                estimate(items.stream().filter(PlannedItem::writes).count(), parts, times.measured()));
    }

    /** Null if a phase that has something to do was never measured. */
    static @Nullable Estimate estimate(long objects, PlanStore.Parts parts, Map<Phase, Measured> measured) {
        Map<String, Duration> phases = new TreeMap<>();
        MigrationPlan.Clients clients = parts.clients();
        MigrationPlan.Content content = parts.content();
        long records = clients == null ? 0 : clients.create() + clients.update() + clients.skip() + clients.conflict();
        boolean known = add(phases, measured, Phase.OBJECTS, objects, false)
                && add(phases, measured, Phase.CLIENTS, records, false)
                && add(
                        phases,
                        measured,
                        Phase.CONTENT,
                        content == null ? 0 : content.bytes() - content.bytesAlreadyThere(),
                        true)
                && add(phases, measured, Phase.TAKEOVER, takeoverBytes(parts), true);
        long runs = measured.values().stream().mapToLong(Measured::runs).max().orElse(0);
        return known && !phases.isEmpty()
                ? new Estimate(phases.values().stream().reduce(Duration.ZERO, Duration::plus), phases, runs)
                : null;
    }

    /** Every stored byte of a point that can be reassigned is read. */
    private static long takeoverBytes(PlanStore.Parts parts) {
        TakeoverPlan takeover = parts.takeover();
        return takeover == null
                ? 0
                : takeover.points().stream()
                        .filter(TakeoverPlan.Item::eligible)
                        .mapToLong(TakeoverPlan.Item::bytes)
                        .sum();
    }

    private static boolean add(
            Map<String, Duration> phases, Map<Phase, Measured> measured, Phase phase, long work, boolean bytes) {
        if (work == 0) {
            return true;
        }
        Measured before = measured.get(phase);
        long done = before == null ? 0 : bytes ? before.bytes() : before.items();
        if (before == null || done == 0) {
            return false;
        }
        phases.put(phase.name(), Duration.ofMillis(Math.round(1000 * before.seconds() * work / done)));
        return true;
    }
}
