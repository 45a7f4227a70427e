package org.godwit.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.godwit.client.ClientMigration;
import org.godwit.client.ClientMigration.ClientPlan;
import org.godwit.client.ClientSelection;
import org.godwit.destination.DestinationObjects.ObjectKey;
import org.godwit.distribution.ContentMigration;
import org.godwit.distribution.DistributionPointTakeover.TakeoverPlan;
import org.godwit.hierarchy.SourceGaps;
import org.godwit.security.ScopeGuard;
import org.godwit.security.Securable;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Digests;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a job's plan and stores it. Its digest covers everything that decides what will be done, so a plan made again over
 * the same source and destination has the same digest, and any difference gives another one.
 */
@Component
class PlanMaker {

    private static final int BATCH = 500;

    private final ObjectSelector selector;
    private final ObjectPlanner objects;
    private final UndoPlanner undo;
    private final UndoPhases undoPhases;
    private final ClientMigration clients;
    private final ContentMigration content;
    private final TakeoverPhase takeover;
    private final CollectionGrowth growth;
    private final SourceGaps gaps;
    private final ScopeGuard scopes;
    private final PlanStore store;
    private final TransactionTemplate transactions;
    private final Clock clock;

    PlanMaker(
            ObjectSelector selector,
            ObjectPlanner objects,
            UndoPlanner undo,
            UndoPhases undoPhases,
            ClientMigration clients,
            ContentMigration content,
            TakeoverPhase takeover,
            CollectionGrowth growth,
            SourceGaps gaps,
            ScopeGuard scopes,
            PlanStore store,
            TransactionTemplate transactions,
            Clock clock) {
        this.selector = selector;
        this.objects = objects;
        this.undo = undo;
        this.undoPhases = undoPhases;
        this.clients = clients;
        this.content = content;
        this.takeover = takeover;
        this.growth = growth;
        this.gaps = gaps;
        this.scopes = scopes;
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @param selection the job's own, or the part of it that is to be done again */
    PlanStore.Header make(MigrationJobEntity job, JobSelection selection, String by) {
        scopes.require(Securable.SOURCE_HIERARCHY, job.hierarchyId());
        ClientSelection clientSelection = PlanDraft.clientSelection(selection);
        ClientPlan clientPlan = clientSelection == null ? null : clients.plan(job.hierarchyId(), clientSelection);
        MigrationPlan.Content contentPlan = selection.takesContent()
                ? PlanDraft.content(content.plan(job.hierarchyId(), PlanDraft.contentSelection(selection)))
                : null;
        TakeoverPlan takeoverPlan = takeover.plan(job.hierarchyId(), selection);
        return Objects.requireNonNull(
                transactions.execute(status -> store(job, selection, by, clientPlan, contentPlan, takeoverPlan)));
    }

    private PlanStore.Header store(
            MigrationJobEntity job,
            JobSelection selection,
            String by,
            @Nullable ClientPlan clientPlan,
            MigrationPlan.@Nullable Content contentPlan,
            @Nullable TakeoverPlan takeoverPlan) {
        long planId = store.insert(job.id(), by, clock.instant());
        MessageDigest digest = Digests.sha256();
        add(digest, settingsLine(job, selection));
        Batches items = new Batches(planId, digest);
        Long undoOf = job.undoOf();
        if (undoOf != null) {
            undo.plan(job.hierarchyId(), undoOf, items);
        } else if (takesObjects(job, selection)) {
            JobSettings settings = job.settings();
            objects.plan(
                    job.hierarchyId(),
                    selector.select(job.hierarchyId(), job.type(), selection, settings),
                    settings,
                    items);
        }
        items.flush();
        MigrationPlan.Undo undone = undoOf == null ? null : undoPhases.plan(job.hierarchyId(), undoOf, items.removed);
        if (undone != null) {
            add(digest, CanonicalJson.write(undone));
        }
        if (clientPlan != null) {
            add(digest, CanonicalJson.write(clientPlan));
        }
        if (contentPlan != null) {
            add(digest, CanonicalJson.write(contentPlan));
        }
        if (takeoverPlan != null) {
            add(digest, CanonicalJson.write(takeoverPlan));
        }
        List<String> missing = notGathered(job, selection);
        missing.forEach(line -> add(digest, line));
        store.seal(
                planId,
                HexFormat.of().formatHex(digest.digest()),
                new PlanStore.Parts(
                        clientPlan == null ? null : PlanDraft.clients(clientPlan),
                        clientPlan == null ? null : clientPlan.digest(),
                        contentPlan,
                        missing,
                        takeoverPlan,
                        growth.of(job.hierarchyId(), job.settings(), items.collections),
                        undone));
        return store.header(planId).orElseThrow();
    }

    /** What of the parts that the job takes the source did not give. */
    private List<String> notGathered(MigrationJobEntity job, JobSelection selection) {
        if (job.undoOf() != null) {
            return List.of();
        }
        return gaps.of(job.hierarchyId()).stream()
                .filter(right -> switch (right.part()) {
                    case SITES -> false;
                    case CLIENTS -> selection.clients() != null;
                    case OBJECTS -> takesObjects(job, selection);
                    case CONTENT -> selection.takesContent();
                })
                .map(right -> right.without() + " " + right.remedy())
                .sorted()
                .toList();
    }

    /** A MODIFIED job without a choice takes every modified object. */
    static boolean takesObjects(MigrationJobEntity job, JobSelection selection) {
        return job.undoOf() != null
                || selection.takesObjects()
                || job.type() == JobType.MODIFIED
                        && selection.clients() == null
                        && !selection.takesContent()
                        && selection.takeover() == null;
    }

    private static String settingsLine(MigrationJobEntity job, JobSelection selection) {
        JobSettings settings = job.settings();
        Map<String, Object> covered = Map.of(
                "type", job.type(),
                "sourceHierarchyId", job.hierarchyId(),
                "select", selection,
                "securityScopes", settings.securityScopes(),
                "scopesByType", settings.scopesByType(),
                "contentOwner", Objects.requireNonNullElse(settings.contentOwner(), ""),
                "undoOf", Objects.requireNonNullElse(job.undoOf(), 0L));
        return CanonicalJson.write(covered);
    }

    private static void add(MessageDigest digest, String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    /** Writes items some hundred at a time. */
    private final class Batches implements Consumer<PlannedItem> {

        private final long planId;
        private final MessageDigest digest;
        private final List<PlannedItem> waiting = new ArrayList<>(BATCH);
        private final List<PlannedItem> collections = new ArrayList<>();
        private final Set<ObjectKey> removed = new HashSet<>();

        Batches(long planId, MessageDigest digest) {
            this.planId = planId;
            this.digest = digest;
        }

        @Override
        public void accept(PlannedItem item) {
            add(digest, item.digestLine());
            if (item.type() == ObjectType.COLLECTION && item.payload() != null) {
                collections.add(item);
            }
            if (item.fate() == Fate.REMOVE) {
                removed.add(item.objectKey());
            }
            waiting.add(item);
            if (waiting.size() == BATCH) {
                flush();
            }
        }

        void flush() {
            if (!waiting.isEmpty()) {
                store.insertItems(planId, waiting);
                waiting.clear();
            }
        }
    }
}
