package org.godwit.job;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.godwit.client.ClientMigration;
import org.godwit.client.ClientSelection;
import org.godwit.destination.DestinationObjects;
import org.godwit.destination.DestinationObjects.ObjectKey;
import org.godwit.distribution.ContentMigration;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.job.MigrationJob.Verification;
import org.godwit.job.MigrationJob.Verification.Verdict;
import org.godwit.shared.RunControl;
import org.godwit.site.SourceDatabase;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Phase VERIFY: reads source and destination again and compares them (design 4.6). */
@Component
class RunVerifier {

    private static final int MOST_DIFFERENCES = 100;

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
        this.items = items;
        this.clock = clock;
    }

    Verification verify(RunStore.Run run, MigrationJobEntity job, RunControl control) {
        List<String> differences = new ArrayList<>();
        ObjectVerifier.Result objectResult = ObjectVerifier.Result.NOTHING;
        ClientMigration.Verification clientResult = null;
        ClientSelection selection = PlanDraft.clientSelection(run.selection());
        List<PlannedItem> planned = plans.items(Objects.requireNonNull(run.planId(), "verified after planning"));
        if (job.undoOf() != null) {
            objectResult = verifyUndo(run, planned, job.undoOf());
        } else if (!planned.isEmpty() || selection != null) {
            try (SourceDatabase source = sources.open(job.hierarchyId())) {
                objectResult = objects.verify(job.hierarchyId(), planned, items.statuses(run.id()), source, control);
                if (selection != null) {
                    clientResult = clients.verify(ClientPhases.of(run, job, selection), source, control);
                }
            }
        }
        ContentMigration.Verification contentResult = sum(
                run.selection().takesContent() ? content.verify(ContentPhase.of(run, job), control) : null,
                takeover.verify(run, job, control));

        differences.addAll(objectResult.differences());
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
                differences.size() <= MOST_DIFFERENCES ? differences : differences.subList(0, MOST_DIFFERENCES));
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
    private ObjectVerifier.Result verifyUndo(RunStore.Run run, List<PlannedItem> planned, long undoneJobId) {
        Map<Integer, ItemStatus> statuses = items.statuses(run.id());
        List<PlannedItem> due = planned.stream()
                .filter(i -> i.writes() && statuses.get(i.position()) != ItemStatus.SKIPPED)
                .toList();
        List<String> differences = new ArrayList<>();
        for (int from = 0; from < due.size(); from += CHUNK) {
            List<PlannedItem> chunk = due.subList(from, Math.min(due.size(), from + CHUNK));
            Set<ObjectKey> different = destination.notTakenBack(
                    undoneJobId, chunk.stream().map(PlannedItem::objectKey).toList());
            chunk.stream()
                    .filter(i ->
                            statuses.get(i.position()) != ItemStatus.COMPLETED || different.contains(i.objectKey()))
                    .forEach(i -> differences.add(i.words() + " was not taken back."));
        }
        return new ObjectVerifier.Result(planned.size(), differences);
    }
}
