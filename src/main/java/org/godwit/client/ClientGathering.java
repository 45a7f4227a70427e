package org.godwit.client;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.godwit.client.DecisionStore.End;
import org.godwit.client.GatheredStore.Gathered;
import org.godwit.client.GuardStore.Guarded;
import org.godwit.client.SourceSurvey.Verdict;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.shared.RunControl;
import org.godwit.site.ClientRead;
import org.godwit.site.DataClass;
import org.godwit.site.SourceDatabase;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gathering, phase CLIENTS: by change marks where that will do, else it compares every row of the source with the row gathered
 * before and writes only what differs, then what the rows of an SMSID decide together, then the block guard; all in one
 * transaction.
 */
@Component
class ClientGathering {

    static final String PHASE = "CLIENTS";
    private static final int CHUNK = 2_000;
    private static final int AHEAD = 2;

    private final SourceConnections connections;
    private final GatheredStore gathered;
    private final LeftOutStore leftOutRows;
    private final DecisionStore decisions;
    private final BlockGuard guard;
    private final ClientDelta delta;
    private final EarlyAssignments early;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ClientGathering(
            SourceConnections connections,
            GatheredStore gathered,
            LeftOutStore leftOutRows,
            DecisionStore decisions,
            BlockGuard guard,
            ClientDelta delta,
            EarlyAssignments early,
            TransactionTemplate transaction,
            Clock clock) {
        this.connections = connections;
        this.gathered = gathered;
        this.leftOutRows = leftOutRows;
        this.decisions = decisions;
        this.guard = guard;
        this.delta = delta;
        this.early = early;
        this.transaction = transaction;
        this.clock = clock;
    }

    ClientMigration.Gathered gather(long hierarchyId, SourceDatabase source, RunControl control) {
        return Objects.requireNonNull(transaction.execute(status -> gather(hierarchyId, source, control, status)));
    }

    private ClientMigration.Gathered gather(
            long hierarchyId, SourceDatabase source, RunControl control, TransactionStatus status) {
        Set<DataClass> classes = connections.dataClasses(hierarchyId);
        ClientMigration.Gathered result = delta.gather(hierarchyId, source, classes, control)
                .or(() -> compareAll(hierarchyId, source, classes, control))
                .orElse(null);
        if (result == null) {
            status.setRollbackOnly();
            return new ClientMigration.Gathered(0, 0, 0, 0, 0, Map.of());
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                early.findAfterGathering(hierarchyId);
            }
        });
        return result;
    }

    /** @return empty if it was asked to stop */
    private Optional<ClientMigration.Gathered> compareAll(
            long hierarchyId, SourceDatabase source, Set<DataClass> classes, RunControl control) {
        if (control.stopRequested()) {
            return Optional.empty();
        }
        Cycle cycle = new Cycle(hierarchyId);
        ClientRead read = new ClientRead(Long.MIN_VALUE, null, classes);
        long total = source.countClients(read);
        try (Prefetch<SourceRow> rows = new Prefetch<>(source, read, CHUNK, AHEAD, SourceRow::of)) {
            for (List<SourceRow> chunk = rows.next(); !chunk.isEmpty(); chunk = rows.next()) {
                if (control.stopRequested()) {
                    return Optional.empty();
                }
                cycle.take(chunk);
                control.progress(PHASE, cycle.taken, total);
            }
        }
        ClientMigration.Gathered result = cycle.finish();
        gathered.setCompared(hierarchyId, classes, clock.instant());
        return Optional.of(result);
    }

    /** One pass over the source. */
    private final class Cycle {

        private final long hierarchyId;
        private final boolean first;
        private final SourceSurvey survey = new SourceSurvey();
        private final Set<Guarded> guarded = new HashSet<>();
        private final LeftOutChanges leftOut = new LeftOutChanges();
        private final Redecisions redecisions = new Redecisions();
        private final Instant at = clock.instant();
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
            List<Gathered> sameButMark = new ArrayList<>();
            List<Long> otherSmsId = new ArrayList<>();
            for (SourceRow row : chunk) {
                Gathered now = gathered(row);
                Gathered known = before.remove(row.resourceId());
                boolean differs = known != null && !sameContent(now, known);
                if (known == null) {
                    added.add(now);
                } else if (differs) {
                    leftOut.changed(known, now);
                    changed.add(now);
                    if (redecisions.changed(known, now)) {
                        otherSmsId.add(now.resourceId());
                    }
                } else if (!Objects.equals(now.mark(), known.mark())) {
                    sameButMark.add(now);
                }
                survey.add(row, known, differs);
                if (row.blocks()) {
                    Guarded.of(row, guarded::add);
                }
            }
            gathered.add(hierarchyId, added);
            if (!first) {
                redecisions.added(added);
            }
            decisions.end(hierarchyId, otherSmsId, End.OTHER_SMSID, at);
            gathered.change(hierarchyId, changed);
            gathered.mark(hierarchyId, sameButMark);
            before.values().forEach(leftOut::removed);
            List<Long> gone = List.copyOf(before.keySet());
            decisions.end(hierarchyId, gone, End.GONE, at);
            gathered.remove(hierarchyId, gone);
            removed += before.size();
            taken += chunk.size();
            after = last;
        }

        ClientMigration.Gathered finish() {
            if (!first) {
                gathered.eachAfter(hierarchyId, after, leftOut::removed);
                decisions.endAfter(hierarchyId, after, at);
                removed += gathered.removeAfter(hierarchyId, after);
            }
            Verdict verdict = survey.settle();
            if (!first) {
                decisions.end(hierarchyId, redecisions.among(verdict.changes()), End.REDECIDED, at);
            }
            gathered.settle(hierarchyId, verdict.changes());
            leftOut.settled(verdict.changes());
            leftOutRows.note(hierarchyId, leftOut.resourceIds());
            guard.follow(hierarchyId, guarded, id -> survey.seen(id) && !survey.blocked(id));
            return new ClientMigration.Gathered(
                    verdict.byFate().getOrDefault(Fate.MIGRATE, 0L),
                    survey.blocked(),
                    verdict.added(),
                    verdict.modified(),
                    removed,
                    leftOut(verdict.byFate()));
        }
    }

    static Map<String, Long> leftOut(Map<Fate, Long> byFate) {
        Map<String, Long> leftOut = new LinkedHashMap<>();
        for (Fate fate : Fate.values()) {
            if (fate != Fate.MIGRATE && byFate.containsKey(fate)) {
                leftOut.put(fate.name(), byFate.get(fate));
            }
        }
        return leftOut;
    }

    static Gathered gathered(SourceRow row) {
        return new Gathered(
                row.resourceId(),
                row.smsId(),
                row.data().text(ClientField.NAME),
                row.data().text(ClientField.SOURCE_SITE_CODE),
                row.digest(),
                row.mark(),
                row.lastActive(),
                row.blocks(),
                row.blocks(),
                row.fate());
    }

    static boolean sameContent(Gathered one, Gathered other) {
        return one.digest().equals(other.digest())
                && Objects.equals(one.smsId(), other.smsId())
                && one.ownBlock() == other.ownBlock();
    }
}
