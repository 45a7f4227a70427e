package org.godwit.job;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.client.ClientMigration;
import org.godwit.client.ClientSelection;
import org.godwit.destination.DestinationObjects;
import org.godwit.destination.DestinationObjects.ObjectKey;
import org.godwit.distribution.ContentMigration;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.job.MigrationJob.ClientsDone;
import org.godwit.job.MigrationJob.Verification;
import org.godwit.job.MigrationJob.Verification.Verdict;
import org.godwit.job.ObjectVerifier.Planned;
import org.godwit.shared.Chunks;
import org.godwit.shared.RunControl;
import org.godwit.site.SourceDatabase;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads again what a run, and the runs of which it is a retry, have done. At the run's end (phase VERIFY, design 4.6) what
 * the run itself did is compared with the source as well; later only with what was migrated, since a source may change or go.
 */
@Component
class RunVerifier {

    private static final int MOST_NAMED = 100;

    /** Objects whose payloads are in memory at a time. */
    private static final int CHUNK = 500;

    private final SourceConnections sources;
    private final ObjectVerifier objects;
    private final DestinationObjects destination;
    private final ClientMigration clients;
    private final ContentMigration content;
    private final TakeoverPhase takeover;
    private final UndoPhases undo;
    private final PlanStore plans;
    private final RunStore runs;
    private final RunItemStore items;
    private final Clock clock;

    RunVerifier(
            SourceConnections sources,
            ObjectVerifier objects,
            DestinationObjects destination,
            ClientMigration clients,
            ContentMigration content,
            TakeoverPhase takeover,
            UndoPhases undo,
            PlanStore plans,
            RunStore runs,
            RunItemStore items,
            Clock clock) {
        this.sources = sources;
        this.objects = objects;
        this.destination = destination;
        this.clients = clients;
        this.content = content;
        this.takeover = takeover;
        this.undo = undo;
        this.plans = plans;
        this.runs = runs;
        this.items = items;
        this.clock = clock;
    }

    /** The last phase of a run. */
    Verification verify(RunStore.Run run, MigrationJobEntity job, RunControl control) {
        return new Verifying(run, job, control).verify();
    }

    /** Long after the run's end; asks no source. */
    Verification verifyLater(RunStore.Run run, MigrationJobEntity job, RunControl control) {
        return new Verifying(run, job, control).verifyLater();
    }

    /** What runs were to do with each object; where several have it, the last of them. */
    private List<Planned> planned(Collection<RunStore.Run> some) {
        Map<String, Planned> last = new LinkedHashMap<>();
        for (RunStore.Run run : some) {
            Long planId = run.planId();
            if (planId != null) {
                Map<Integer, ItemStatus> statuses = items.statuses(run.id());
                plans.items(planId)
                        .forEach(item -> last.put(
                                item.type() + "/" + item.sourceKey(),
                                new Planned(item, statuses.get(item.position()))));
            }
        }
        return List.copyOf(last.values());
    }

    /** One verification. */
    private final class Verifying {
        private final RunStore.Run run;
        private final MigrationJobEntity job;
        private final RunControl control;
        private final RunOutcome outcome;
        private final List<Planned> planned;

        Verifying(RunStore.Run run, MigrationJobEntity job, RunControl control) {
            this.run = run;
            this.job = job;
            this.control = control;
            this.outcome = runs.outcome(run);
            this.planned = planned(outcome.runs());
        }

        Verification verify() {
            ObjectVerifier.Result there = there();
            ClientSelection selection = PlanDraft.clientSelection(run.selection());
            ClientMigration.Verification clientResult = selection == null ? storedClients() : null;
            List<Planned> own = job.undoOf() == null ? planned(List.of(run)) : List.of();
            if (!own.isEmpty() || selection != null) {
                try (SourceDatabase source = sources.open(job.hierarchyId())) {
                    List<String> differences = new ArrayList<>(objects.atSource(own, source));
                    differences.addAll(there.differences());
                    there = new ObjectVerifier.Result(there.compared(), differences);
                    if (selection != null) {
                        clientResult = clients.verify(ClientPhases.of(run, job, selection), source, control);
                    }
                }
            }
            return result(there, clientResult, List.of());
        }

        Verification verifyLater() {
            return result(
                    there(),
                    storedClients(),
                    job.undoOf() == null ? objects.gatheredSince(job.hierarchyId(), planned) : List.of());
        }

        private ObjectVerifier.Result there() {
            Long undone = job.undoOf();
            return undone == null
                    ? objects.atDestination(job.hierarchyId(), planned, control)
                    : takenBack(planned, undone);
        }

        /** Null if no run took clients. */
        private ClientMigration.@Nullable Verification storedClients() {
            ClientsDone done = outcome.clients();
            return done == null
                    ? null
                    : clients.verifyStored(job.id(), job.hierarchyId(), done.created() + done.updated(), control);
        }

        private Verification result(
                ObjectVerifier.Result objectResult,
                ClientMigration.@Nullable Verification clientResult,
                List<String> sourceChanges) {
            ContentMigration.Verification contentResult = sum(
                    outcome.runs().stream().anyMatch(r -> r.selection().takesContent())
                            ? content.verify(ContentPhase.of(outcome, job), control)
                            : null,
                    takeover.verify(outcome, job, control));
            List<String> differences = new ArrayList<>(objectResult.differences());
            List<String> left = job.undoOf() == null ? List.of() : undo.left(job);
            differences.addAll(left);
            if (clientResult != null) {
                differences.addAll(clientResult.differences());
            }
            if (contentResult != null) {
                differences.addAll(contentResult.differences());
            }
            boolean equal = objectResult.differences().isEmpty()
                    && left.isEmpty()
                    && (clientResult == null || clientResult.equal())
                    && (contentResult == null || contentResult.equal());
            return new Verification(
                    equal ? Verdict.VERIFIED : Verdict.DIFFERENT,
                    clock.instant(),
                    new Verification.Objects(
                            objectResult.compared(), objectResult.differences().size()),
                    clientResult == null
                            ? null
                            : new Verification.Clients(
                                    clientResult.source(),
                                    clientResult.destination(),
                                    clientResult.blockedSource(),
                                    clientResult.blockedDestination(),
                                    clientResult.missing(),
                                    clientResult.different()),
                    contentResult == null
                            ? null
                            : new Verification.Content(
                                    contentResult.packages(),
                                    contentResult.files(),
                                    contentResult.bytes(),
                                    contentResult.equal()),
                    named(differences),
                    named(sourceChanges));
        }
    }

    private static List<String> named(List<String> all) {
        return all.size() <= MOST_NAMED ? all : all.subList(0, MOST_NAMED);
    }

    private static ContentMigration.@Nullable Verification sum(
            ContentMigration.@Nullable Verification moved, ContentMigration.@Nullable Verification takenOver) {
        if (moved == null || takenOver == null) {
            return moved == null ? takenOver : moved;
        }
        List<String> differences = new ArrayList<>(moved.differences());
        differences.addAll(takenOver.differences());
        return new ContentMigration.Verification(
                moved.equal() && takenOver.equal(),
                moved.packages() + takenOver.packages(),
                moved.files() + takenOver.files(),
                moved.bytes() + takenOver.bytes(),
                differences);
    }

    /** Everything that was to be taken back is as it was before the undone job. */
    private ObjectVerifier.Result takenBack(List<Planned> planned, long undoneJobId) {
        List<Planned> due = planned.stream()
                .filter(p -> p.item().writes() && p.status() != ItemStatus.SKIPPED)
                .toList();
        List<String> differences = new ArrayList<>();
        for (List<Planned> chunk : Chunks.of(due, CHUNK)) {
            Set<ObjectKey> different = destination.notTakenBack(
                    undoneJobId, chunk.stream().map(p -> p.item().objectKey()).toList());
            chunk.stream()
                    .filter(p -> p.status() != ItemStatus.COMPLETED
                            || different.contains(p.item().objectKey()))
                    .forEach(p -> differences.add(p.item().words() + " was not taken back."));
        }
        return new ObjectVerifier.Result(planned.size(), differences);
    }
}
