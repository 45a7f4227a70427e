package org.godwit.client;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.client.GatheredStore.Gathered;
import org.godwit.client.GuardStore.Guarded;
import org.godwit.client.SourceSurvey.Verdict;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.shared.RunControl;
import org.godwit.site.ClientRead;
import org.godwit.site.SourceDatabase;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gathering, phase CLIENTS: compares every row of the source with the row gathered before and writes only what differs, then
 * what the rows of an SMSID decide together, then the block guard; all in one transaction.
 */
@Component
class ClientGathering {

    private static final String PHASE = "CLIENTS";
    private static final int CHUNK = 5_000;
    private static final int AHEAD = 3;

    private final SourceConnections connections;
    private final GatheredStore gathered;
    private final GuardStore guard;
    private final BlockStore blocks;
    private final EarlyAssignments early;
    private final TransactionTemplate transaction;

    ClientGathering(
            SourceConnections connections,
            GatheredStore gathered,
            GuardStore guard,
            BlockStore blocks,
            EarlyAssignments early,
            TransactionTemplate transaction) {
        this.connections = connections;
        this.gathered = gathered;
        this.guard = guard;
        this.blocks = blocks;
        this.early = early;
        this.transaction = transaction;
    }

    ClientMigration.Gathered gather(long hierarchyId, SourceDatabase source, RunControl control) {
        return java.util.Objects.requireNonNull(
                transaction.execute(status -> gather(hierarchyId, source, control, status)));
    }

    private ClientMigration.Gathered gather(
            long hierarchyId, SourceDatabase source, RunControl control, TransactionStatus status) {
        Cycle cycle = new Cycle(hierarchyId);
        ClientRead read = new ClientRead(Long.MIN_VALUE, null, connections.dataClasses(hierarchyId));
        long total = source.countClients(read);
        try (Prefetch<SourceRow> rows = new Prefetch<>(source, read, CHUNK, AHEAD, SourceRow::of)) {
            for (List<SourceRow> chunk = rows.next(); !chunk.isEmpty(); chunk = rows.next()) {
                if (control.stopRequested()) {
                    status.setRollbackOnly();
                    return new ClientMigration.Gathered(0, 0, 0, 0, 0, Map.of());
                }
                cycle.take(chunk);
                control.progress(PHASE, cycle.taken, total);
            }
        }
        ClientMigration.Gathered result = cycle.finish();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                early.findAfterGathering(hierarchyId);
            }
        });
        return result;
    }

    /** One pass over the source. */
    private final class Cycle {

        private final long hierarchyId;
        private final boolean first;
        private final SourceSurvey survey = new SourceSurvey();
        private final Set<Guarded> guarded = new HashSet<>();
        private long after = Long.MIN_VALUE;
        private long taken;
        private long removed;

        Cycle(long hierarchyId) {
            this.hierarchyId = hierarchyId;
            this.first = !gathered.any(hierarchyId);
        }

        void take(List<SourceRow> chunk) {
            long last = chunk.get(chunk.size() - 1).resourceId();
            Map<Long, Gathered> before = new LinkedHashMap<>();
            if (!first) {
                gathered.between(hierarchyId, after, last).forEach(row -> before.put(row.resourceId(), row));
            }
            List<Gathered> added = new ArrayList<>();
            List<Gathered> changed = new ArrayList<>();
            for (SourceRow row : chunk) {
                Gathered now = gathered(row);
                Gathered known = before.remove(row.resourceId());
                boolean differs = known != null && !sameContent(now, known);
                if (known == null) {
                    added.add(now);
                } else if (differs) {
                    changed.add(now);
                }
                survey.add(row, known, differs);
                if (row.blocks()) {
                    Guarded.of(row, guarded::add);
                }
            }
            gathered.add(hierarchyId, added);
            gathered.change(hierarchyId, changed);
            gathered.remove(hierarchyId, List.copyOf(before.keySet()));
            removed += before.size();
            taken += chunk.size();
            after = last;
        }

        ClientMigration.Gathered finish() {
            removed += first ? 0 : gathered.removeAfter(hierarchyId, after);
            Verdict verdict = survey.settle();
            gathered.settle(hierarchyId, verdict.changes());
            guard();
            Map<String, Long> leftOut = new LinkedHashMap<>();
            new EnumMap<>(verdict.byFate()).forEach((fate, count) -> {
                if (fate != Fate.MIGRATE) {
                    leftOut.put(fate.name(), count);
                }
            });
            return new ClientMigration.Gathered(
                    verdict.byFate().getOrDefault(Fate.MIGRATE, 0L),
                    survey.blocked(),
                    verdict.added(),
                    verdict.modified(),
                    removed,
                    leftOut);
        }

        /** A client that vanished at the source stays on the guard; one that the source unblocked leaves it. */
        private void guard() {
            Set<Guarded> stored = guard.of(hierarchyId);
            List<String> unblocked = stored.stream()
                    .map(Guarded::smsId)
                    .distinct()
                    .filter(id -> survey.seen(id) && !survey.blocked(id))
                    .toList();
            guard.remove(hierarchyId, unblocked);
            blocks.forgetLifted(unblocked);
            guard.add(
                    hierarchyId,
                    guarded.stream().filter(entry -> !stored.contains(entry)).toList());
        }
    }

    private static Gathered gathered(SourceRow row) {
        return new Gathered(
                row.resourceId(),
                row.smsId(),
                row.data().text(ClientField.NAME),
                row.data().text(ClientField.SOURCE_SITE_CODE),
                row.digest(),
                row.lastActive(),
                row.blocks(),
                row.blocks(),
                row.fate());
    }

    private static boolean sameContent(Gathered one, Gathered other) {
        return one.digest().equals(other.digest())
                && java.util.Objects.equals(one.smsId(), other.smsId())
                && one.ownBlock() == other.ownBlock();
    }
}
