package org.godwit.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.godwit.catalog.Catalogue;
import org.godwit.catalog.MigrationEntity;
import org.godwit.client.ClientUndo;
import org.godwit.destination.DestinationObjects;
import org.godwit.destination.DestinationObjects.ObjectKey;
import org.godwit.distribution.ContentUndo;
import org.godwit.distribution.ContentUndo.Place;
import org.godwit.distribution.ContentUndo.Published;
import org.godwit.job.MigrationPlan.PackageTakenBack;
import org.godwit.job.MigrationPlan.Undo;
import org.godwit.shared.RunControl;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What an undo does beside objects: client records that the job made or wrote over, and packages that it published and
 * nothing uses any more. Blocks stay, and so does what was changed since. Reassigned distribution points are not given back.
 */
@Component
class UndoPhases {

    private static final List<ObjectType> WITH_CONTENT =
            Arrays.stream(ObjectType.values()).filter(ObjectType::hasContent).toList();

    private final ClientUndo clients;
    private final ContentUndo content;
    private final Catalogue catalogue;
    private final DestinationObjects destination;
    private final RunStore runs;
    private final PlanStore plans;
    private final JobEventStore events;

    UndoPhases(
            ClientUndo clients,
            ContentUndo content,
            Catalogue catalogue,
            DestinationObjects destination,
            RunStore runs,
            PlanStore plans,
            JobEventStore events) {
        this.clients = clients;
        this.content = content;
        this.catalogue = catalogue;
        this.destination = destination;
        this.runs = runs;
        this.plans = plans;
        this.events = events;
    }

    /** @param removed objects that the plan takes away */
    Undo plan(long hierarchyId, long undoneJobId, Set<ObjectKey> removed) {
        ClientUndo.Effects records = clients.effects(undoneJobId);
        List<Published> published = content.published(undoneJobId);
        Map<String, String> users = users(hierarchyId, published, removed::contains);
        List<PackageTakenBack> packages = published.stream()
                .map(p -> {
                    String why = Optional.ofNullable(p.keep())
                            .orElse(users.get(p.place().packageId()));
                    return new PackageTakenBack(
                            p.place().packageId(),
                            p.place().distributionPointId(),
                            p.distributionPoint(),
                            why == null ? Fate.REMOVE : Fate.SKIP,
                            why,
                            p.files(),
                            p.bytes());
                })
                .toList();
        return new Undo(
                new MigrationPlan.RecordsTakenBack(
                        records.remove(), records.restore(), records.keepBlocked(), records.changedSince()),
                packages,
                reassigned(undoneJobId));
    }

    private List<String> reassigned(long undoneJobId) {
        return runs.ofJob(undoneJobId).stream()
                .map(RunStore.Run::takeover)
                .filter(t -> t != null && t.completed() + t.waiting() > 0)
                .findFirst()
                .map(t -> List.of(
                        "Distribution points that were reassigned stay: the source gave their role up, and only its administrator"
                                + " can install it there again. Their content libraries hold what both sides need."))
                .orElse(List.of());
    }

    /** For each package that an object at the destination uses, or may use: why it stays. */
    private Map<String, String> users(long hierarchyId, List<Published> published, Predicate<ObjectKey> leaving) {
        Set<String> ids = published.stream().map(p -> p.place().packageId()).collect(Collectors.toSet());
        Map<String, String> users = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Set<String> known = new HashSet<>();
        for (ObjectType type : ids.isEmpty() ? List.<ObjectType>of() : WITH_CONTENT) {
            catalogue.byKeys(hierarchyId, type, ids).stream()
                    .map(MigrationEntity::sourceKey)
                    .forEach(known::add);
            destination.bySource(hierarchyId, type, ids).forEach((packageId, object) -> {
                if (!leaving.test(new ObjectKey(type, object.key()))) {
                    users.put(
                            packageId,
                            type + " " + object.key() + " (" + object.name() + ") is at the destination and uses it.");
                }
            });
        }
        ids.stream()
                .filter(id -> !known.contains(id))
                .forEach(id ->
                        users.putIfAbsent(id, "The catalogue does not say which object it belongs to, so it stays."));
        return users;
    }

    /** @return false if it ended early because a stop was requested */
    boolean clients(RunStore.Run run, MigrationJobEntity job, RunControl control) {
        long undone = Objects.requireNonNull(job.undoOf());
        ClientUndo.Outcome outcome = clients.undo(undone, job.id(), control);
        ClientUndo.Effects done = outcome.done();
        if (!done.nothing() || done.changedSince() > 0) {
            events.add(
                    job.id(),
                    run.number(),
                    null,
                    "CLIENTS_TAKEN_BACK",
                    "Client records: " + done.remove() + " removed, " + done.restore() + " given their former data, "
                            + done.keepBlocked() + " reduced to their block, " + done.changedSince()
                            + " left because they were changed since.");
        }
        return !outcome.stopped();
    }

    /** Removes what the plan says and nothing uses by now. @return false if it ended early because a stop was requested */
    boolean content(RunStore.Run run, MigrationJobEntity job, RunControl control) {
        long undone = Objects.requireNonNull(job.undoOf());
        Undo planned = planned(run);
        if (planned == null) {
            return true;
        }
        Map<String, String> users = users(job.hierarchyId(), content.published(undone), object -> false);
        List<Place> going = new ArrayList<>();
        for (PackageTakenBack one : planned.packages()) {
            String user = users.get(one.packageId());
            String why = one.fate() == Fate.REMOVE ? user : one.reason();
            if (why == null) {
                going.add(new Place(one.packageId(), one.distributionPointId()));
            } else {
                kept(run, job, one.packageId(), one.distributionPoint(), why);
            }
        }
        ContentUndo.Outcome outcome = content.remove(undone, job.id(), going, control);
        outcome.kept().forEach(k -> kept(run, job, k.place().packageId(), k.distributionPoint(), k.why()));
        if (outcome.removed() > 0) {
            events.add(
                    job.id(),
                    run.number(),
                    null,
                    "PACKAGES_REMOVED",
                    outcome.removed() + " package(s) were removed from their distribution points.");
        }
        planned.notUndone().forEach(text -> events.add(job.id(), run.number(), null, "NOT_UNDONE", text));
        return !outcome.stopped();
    }

    private void kept(RunStore.Run run, MigrationJobEntity job, String packageId, String point, String why) {
        events.add(
                job.id(),
                run.number(),
                null,
                "PACKAGE_KEPT",
                "Package " + packageId + " stays at " + point + ": " + why);
    }

    private @Nullable Undo planned(RunStore.Run run) {
        return plans.header(Objects.requireNonNull(run.planId(), "undone after planning"))
                .map(plan -> plan.parts().undo())
                .orElse(null);
    }

    /** What should have been taken back beside objects and was not, in words. */
    List<String> left(MigrationJobEntity job) {
        ClientUndo.Effects left = clients.effects(Objects.requireNonNull(job.undoOf()));
        return left.nothing()
                ? List.of()
                : List.of(
                        left.remove() + left.restore() + left.keepBlocked() + " client record(s) were not taken back.");
    }
}
