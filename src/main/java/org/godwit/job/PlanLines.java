package org.godwit.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.godwit.distribution.DistributionPointTakeover.TakeoverPlan;
import org.jspecify.annotations.Nullable;

/** What a plan says beside its objects, line by line, as its files show it. */
final class PlanLines {

    static final String CLIENTS = "CLIENTS";
    static final String CONTENT = "CONTENT";
    static final String GROWTH = "COLLECTION_GROWTH";
    static final String TAKEOVER = "TAKEOVER";
    static final String UNDO = "UNDO";
    static final String NOT_GATHERED = "NOT_GATHERED";
    static final String ESTIMATE = "ESTIMATE";

    /** The sections in the order in which they are shown, with their titles. */
    static final List<Map.Entry<String, String>> SECTIONS = List.of(
            Map.entry(NOT_GATHERED, "What the source did not give"),
            Map.entry(CLIENTS, "Clients"),
            Map.entry(CONTENT, "Content"),
            Map.entry(GROWTH, "Collections that may get more members"),
            Map.entry(TAKEOVER, "Distribution points to be reassigned"),
            Map.entry(UNDO, "What is taken back beside objects"),
            Map.entry(ESTIMATE, "How long it will take"));

    /**
     * @param section one of {@link #SECTIONS}
     * @param key of what it is about; null if it is about no single thing
     * @param fate what happens to it; null if nothing does
     * @param figure what was counted; null if nothing was
     * @param source that figure
     * @param destination what it would be at the destination; null where that is no question
     */
    record Line(
            String section,
            @Nullable String key,
            @Nullable String name,
            @Nullable String fate,
            @Nullable String reason,
            @Nullable String figure,
            @Nullable Object source,
            @Nullable Object destination) {}

    private final List<Line> lines = new ArrayList<>();

    private PlanLines() {}

    static List<Line> of(MigrationPlan plan) {
        PlanLines lines = new PlanLines();
        lines.parts(new PlanStore.Parts(
                plan.clients(), null, plan.content(), plan.notGathered(), plan.takeover(), plan.growth(), plan.undo()));
        lines.estimate(plan.estimate());
        return lines.lines;
    }

    /** The same of a stored plan, without an estimate. */
    static List<Line> of(PlanStore.Parts parts) {
        PlanLines lines = new PlanLines();
        lines.parts(parts);
        return lines.lines;
    }

    private void parts(PlanStore.Parts plan) {
        plan.notGathered().forEach(reason -> add(NOT_GATHERED, null, null, null, reason, null, null));
        clients(plan.clients());
        content(plan.content());
        plan.growth().forEach(this::growth);
        takeover(plan.takeover());
        undo(plan.undo());
    }

    private void clients(MigrationPlan.@Nullable Clients clients) {
        if (clients != null) {
            records(CLIENTS, "CREATE", clients.create());
            records(CLIENTS, "UPDATE", clients.update());
            records(CLIENTS, "SKIP", clients.skip());
            records(CLIENTS, "CONFLICT", clients.conflict());
            add(CLIENTS, null, null, null, "Of all these, blocked.", "clients", clients.blocked());
            new TreeMap<>(clients.leftOut())
                    .forEach((reason, rows) -> add(CLIENTS, null, null, "LEFT_OUT", reason, "rows", rows));
        }
    }

    private void records(String section, String fate, long number) {
        add(section, null, null, fate, null, "clients", number);
    }

    private void content(MigrationPlan.@Nullable Content content) {
        if (content != null) {
            add(CONTENT, null, null, null, "In all; each stored file counted once.", "bytes", content.bytes());
            add(
                    CONTENT,
                    null,
                    null,
                    null,
                    "Of these, at the destination already.",
                    "bytes",
                    content.bytesAlreadyThere());
            content.items()
                    .forEach(t -> add(
                            CONTENT,
                            t.packageId(),
                            t.contentId() + ", distribution point " + t.distributionPointId(),
                            t.fate(),
                            t.reason(),
                            "bytes",
                            t.bytes()));
        }
    }

    private void growth(MigrationPlan.Growth growth) {
        String reached = growth.targetedBy().isEmpty()
                ? ""
                : " Deployments that would reach them: " + String.join(", ", growth.targetedBy()) + ".";
        Long members = growth.membersAtSource();
        lines.add(new Line(
                GROWTH,
                growth.collectionId(),
                growth.name(),
                null,
                "Clients that came from elsewhere can become members, " + growth.othersAtMost()
                        + " at most. A limiting collection of the destination, or a site code in its queries, bounds it."
                        + reached,
                "members",
                members,
                members == null ? null : "at most " + (members + growth.othersAtMost())));
    }

    private void takeover(@Nullable TakeoverPlan takeover) {
        if (takeover != null) {
            for (TakeoverPlan.Item point : takeover.points()) {
                point.reasons().forEach(r -> add(TAKEOVER, point.serverName(), null, "BLOCKED", r, null, null));
                add(TAKEOVER, point.serverName(), null, null, "To be hashed.", "bytes", point.bytes());
                point.steps()
                        .forEach(s ->
                                add(TAKEOVER, point.serverName(), null, s.step().name(), s.what(), null, null));
            }
        }
    }

    private void undo(MigrationPlan.@Nullable Undo undo) {
        if (undo != null) {
            records(UNDO, "REMOVE", undo.clients().remove());
            records(UNDO, "RESTORE", undo.clients().restore());
            records(UNDO, "KEEP_BLOCKED", undo.clients().keepBlocked());
            records(UNDO, "CHANGED_SINCE", undo.clients().changedSince());
            undo.packages()
                    .forEach(p -> add(
                            UNDO,
                            p.packageId(),
                            p.distributionPoint(),
                            p.fate().name(),
                            p.reason(),
                            "bytes",
                            p.bytes()));
            undo.notUndone().forEach(line -> add(UNDO, null, null, "SKIP", line, null, null));
        }
    }

    private void estimate(MigrationPlan.@Nullable Estimate estimate) {
        if (estimate != null) {
            new TreeMap<>(estimate.phases())
                    .forEach((phase, time) -> add(ESTIMATE, phase, null, null, null, "time", text(time)));
            add(
                    ESTIMATE,
                    null,
                    null,
                    null,
                    "In all, by what " + estimate.measuredRuns() + " earlier run(s) took.",
                    "time",
                    text(estimate.total()));
        }
    }

    private static String text(Duration time) {
        return "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    private void add(
            String section,
            @Nullable String key,
            @Nullable String name,
            @Nullable String fate,
            @Nullable String reason,
            @Nullable String figure,
            @Nullable Object source) {
        lines.add(new Line(section, key, name, fate, reason, figure, source, null));
    }
}
