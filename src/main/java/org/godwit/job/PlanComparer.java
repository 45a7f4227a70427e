package org.godwit.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.job.PlanComparison.ContentFigures;
import org.godwit.job.PlanComparison.Difference;
import org.godwit.job.PlanComparison.PartDifference;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says what changed between an earlier plan and the present one, e.g. since it was approved. */
@Component
class PlanComparer {

    private final PlanStore plans;

    PlanComparer(PlanStore plans) {
        this.plans = plans;
    }

    /**
     * @param digest the earlier plan; null for the one that was approved, if it is another, else for the one made before the
     *     present one
     * @throws GodwitException {@code JOB_NOT_PLANNED} or {@code PLAN_NOT_FOUND}
     */
    PlanComparison compare(MigrationJobEntity job, @Nullable String digest) {
        List<PlanStore.Header> made = plans.ofJob(job.id());
        PlanStore.Header after = made.stream()
                .filter(p -> Objects.equals(p.id(), job.planId()))
                .findFirst()
                .orElseThrow(() -> GodwitException.notFound(
                        "JOB_NOT_PLANNED", "This job has no plan yet.", "Make one with POST .../plan."));
        String earlier = digest == null && !job.isApproved() ? job.approvedDigest() : digest;
        PlanStore.Header before = made.stream()
                .filter(p -> earlier == null ? p.id() < after.id() : p.digest().equals(earlier))
                .findFirst()
                .orElseThrow(() -> GodwitException.notFound(
                        "PLAN_NOT_FOUND",
                        "This job has no such earlier plan.",
                        "Give the digest of a plan that was made for this job."));
        PlanStore.Parts was = before.parts();
        PlanStore.Parts is = after.parts();
        List<Difference> items = differences(plans.items(before.id()), plans.items(after.id()));
        List<PartDifference> parts = PlanLineDifferences.between(was, is);
        boolean nothing = items.isEmpty()
                && parts.isEmpty()
                && Objects.equals(was.clients(), is.clients())
                && Objects.equals(figures(was.content()), figures(is.content()));
        if (nothing && !before.digest().equals(after.digest())) {
            parts = List.of(
                    new PartDifference("OTHER", null, "What the job takes or how it does it was set otherwise."));
        }
        return new PlanComparison(
                before.digest(),
                after.digest(),
                items,
                was.clients(),
                is.clients(),
                figures(was.content()),
                figures(is.content()),
                parts);
    }

    static List<Difference> differences(List<PlannedItem> before, List<PlannedItem> after) {
        Map<Long, PlannedItem> earlier = new LinkedHashMap<>();
        before.forEach(item -> earlier.put(item.entityId(), item));
        List<Difference> differences = new ArrayList<>();
        for (PlannedItem item : after) {
            PlannedItem was = earlier.remove(item.entityId());
            if (was == null) {
                differences.add(new Difference(item.entityId(), item.type(), item.name(), null, item.fate(), "FATE"));
            } else if (!was.digestLine().equals(item.digestLine())) {
                differences.add(new Difference(
                        item.entityId(), item.type(), item.name(), was.fate(), item.fate(), what(was, item)));
            }
        }
        earlier.values()
                .forEach(gone -> differences.add(
                        new Difference(gone.entityId(), gone.type(), gone.name(), gone.fate(), null, "FATE")));
        return differences;
    }

    private static String what(PlannedItem was, PlannedItem is) {
        if (!was.sourceDigest().equals(is.sourceDigest())) {
            return "SOURCE";
        }
        return Objects.equals(was.destinationDigest(), is.destinationDigest()) ? "FATE" : "DESTINATION";
    }

    private static @Nullable ContentFigures figures(MigrationPlan.@Nullable Content content) {
        return content == null
                ? null
                : new ContentFigures(content.packages(), content.files(), content.bytes(), content.bytesAlreadyThere());
    }
}
