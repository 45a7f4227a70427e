package org.godwit.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.godwit.job.MigrationPlan;
import org.godwit.job.PlanComparison;
import org.jspecify.annotations.Nullable;

/**
 * A figure of two plans of a job.
 *
 * @param label key of its words
 * @param before null if the earlier plan does not have it
 * @param after null if the present plan does not have it
 */
record ComparedFigure(
        String label, @Nullable Long before, @Nullable Long after) {

    /** Those that differ. */
    static List<ComparedFigure> of(PlanComparison plans) {
        List<ComparedFigure> all = new ArrayList<>();
        MigrationPlan.Clients before = plans.clientsBefore();
        MigrationPlan.Clients after = plans.clientsAfter();
        all.add(of("compare.clients.create", before, after, MigrationPlan.Clients::create));
        all.add(of("compare.clients.update", before, after, MigrationPlan.Clients::update));
        all.add(of("compare.clients.skip", before, after, MigrationPlan.Clients::skip));
        all.add(of("compare.clients.conflict", before, after, MigrationPlan.Clients::conflict));
        all.add(of("compare.clients.blocked", before, after, MigrationPlan.Clients::blocked));
        PlanComparison.ContentFigures moved = plans.contentBefore();
        PlanComparison.ContentFigures now = plans.contentAfter();
        all.add(of("compare.content.packages", moved, now, PlanComparison.ContentFigures::packages));
        all.add(of("compare.content.bytes", moved, now, PlanComparison.ContentFigures::bytes));
        all.add(of("compare.content.there", moved, now, PlanComparison.ContentFigures::bytesAlreadyThere));
        return all.stream().filter(f -> !Objects.equals(f.before(), f.after())).toList();
    }

    private static <T> ComparedFigure of(
            String label, @Nullable T before, @Nullable T after, ToLongFunction<T> figure) {
        return new ComparedFigure(
                label,
                before == null ? null : Long.valueOf(figure.applyAsLong(before)),
                after == null ? null : Long.valueOf(figure.applyAsLong(after)));
    }
}
