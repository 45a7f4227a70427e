package org.godwit.client;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.godwit.client.DecisionStore.End;
import org.godwit.client.GatheredStore.Gathered;
import org.godwit.client.GatheredStore.Settled;
import org.godwit.shared.Carried;
import org.godwit.shared.RunControl;
import org.godwit.site.ClientRead;
import org.godwit.site.DataClass;
import org.godwit.site.SourceClient;
import org.godwit.site.SourceDatabase;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gathering of clients by change marks: reads the marks of all rows, of the rows themselves only those whose mark differs from
 * the one gathered before, and settles anew only the SMSIDs these rows have or had. So it costs in proportion to what changed.
 */
@Component
class ClientDelta {

    /** If more than this part of the rows differs, reading everything costs less. */
    private static final int LARGEST_PART = 5;

    private final GatheredStore gathered;
    private final LeftOutStore leftOut;
    private final DecisionStore decisions;
    private final BlockGuard guard;
    private final GatheringProperties properties;
    private final Clock clock;

    ClientDelta(
            GatheredStore gathered,
            LeftOutStore leftOut,
            DecisionStore decisions,
            BlockGuard guard,
            GatheringProperties properties,
            Clock clock) {
        this.gathered = gathered;
        this.leftOut = leftOut;
        this.decisions = decisions;
        this.guard = guard;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Gathers in the caller's transaction.
     *
     * @return empty if everything has to be compared by its content, or it was asked to stop; then nothing was written
     */
    Optional<ClientMigration.Gathered> gather(
            long hierarchyId, SourceDatabase source, Set<DataClass> classes, RunControl control) {
        Optional<Instant> compared = gathered.compared(hierarchyId, classes);
        if (compared.isEmpty() || clock.instant().isAfter(compared.get().plus(properties.compareEvery()))) {
            return Optional.empty();
        }
        ChangeMarks marks = new ChangeMarks();
        CompletableFuture<Boolean> reading =
                CompletableFuture.supplyAsync(() -> source.clientMarks(classes, marks::add), ClientDelta::beside);
        GatheredIndex index;
        try {
            index = gathered.index(hierarchyId);
        } finally {
            reading.handle((possible, failure) -> true).join(); // the source is used by one thread at a time
        }
        if (!joined(reading)) {
            return Optional.empty();
        }
        List<Long> differing = marks.differing(index);
        if (differing.size() > index.size() / LARGEST_PART) {
            return Optional.empty();
        }
        Changes changes = new Changes(index, differing.size(), control);
        gathered.byIds(hierarchyId, differing).forEach(row -> changes.before.put(row.resourceId(), row));
        source.clients(ClientRead.of(differing, classes), changes::take);
        // a new resource that none of the views with marks knows yet
        long last = Math.max(index.last(), marks.last());
        source.clients(new ClientRead(last, null, classes), changes::take);
        if (control.stopRequested()) {
            return Optional.empty();
        }
        changes.findRemoved();
        return Optional.of(write(hierarchyId, changes));
    }

    private static void beside(Runnable reading) {
        Thread thread = new Thread(Carried.over(reading), "client-marks");
        thread.setDaemon(true);
        thread.start();
    }

    /** @throws RuntimeException as the source threw it */
    private static boolean joined(CompletableFuture<Boolean> reading) {
        try {
            return reading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Rows whose mark differs, by what became of them. */
    private static final class Changes {

        private final GatheredIndex index;
        private final int differing;
        private final RunControl control;
        private final Map<Long, SourceRow> read = new HashMap<>();
        private final Map<Long, Gathered> before = new HashMap<>();
        private final List<Gathered> added = new ArrayList<>();
        private final List<Gathered> changed = new ArrayList<>();
        private final List<Gathered> sameButMark = new ArrayList<>();
        private final List<Long> removed = new ArrayList<>();
        private final Set<String> smsIds = new TreeSet<>();
        private final LeftOutChanges leftOut = new LeftOutChanges();
        private final Redecisions redecisions = new Redecisions();
        private final List<Long> otherSmsId = new ArrayList<>();

        Changes(GatheredIndex index, int differing, RunControl control) {
            this.index = index;
            this.differing = differing;
            this.control = control;
        }

        boolean take(SourceClient client) {
            SourceRow row = SourceRow.of(client);
            read.put(row.resourceId(), row);
            Gathered now = ClientGathering.gathered(row);
            Gathered known = before.get(row.resourceId());
            if (known == null) {
                added.add(now);
                index.added(now.fate());
                concerns(now.smsId());
            } else if (!ClientGathering.sameContent(now, known)) {
                changed.add(now);
                leftOut.changed(known, now);
                if (redecisions.changed(known, now)) {
                    otherSmsId.add(now.resourceId());
                }
                concerns(known.smsId());
                concerns(now.smsId());
            } else if (!Objects.equals(now.mark(), known.mark())) {
                sameButMark.add(now);
            }
            control.progress(ClientGathering.PHASE, read.size(), Math.max(differing, read.size()));
            return !control.stopRequested();
        }

        void findRemoved() {
            before.forEach((id, known) -> {
                if (!read.containsKey(id)) {
                    removed.add(id);
                    leftOut.removed(known);
                    index.removed(known.fate());
                    concerns(known.smsId());
                }
            });
        }

        private void concerns(@Nullable String smsId) {
            if (smsId != null) {
                smsIds.add(smsId);
            }
        }

        boolean none() {
            return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
        }
    }

    private ClientMigration.Gathered write(long hierarchyId, Changes changes) {
        Instant at = clock.instant();
        gathered.add(hierarchyId, changes.added);
        changes.redecisions.added(changes.added);
        decisions.end(hierarchyId, changes.otherSmsId, End.OTHER_SMSID, at);
        gathered.change(hierarchyId, changes.changed);
        gathered.mark(hierarchyId, changes.sameButMark);
        decisions.end(hierarchyId, changes.removed, End.GONE, at);
        gathered.remove(hierarchyId, changes.removed);
        Set<Long> modified = new HashSet<>();
        if (!changes.none()) {
            List<Settled> settled = settle(hierarchyId, changes);
            settled.forEach(row -> modified.add(row.resourceId()));
            changes.leftOut.settled(settled);
            leftOut.note(hierarchyId, changes.leftOut.resourceIds());
            changes.changed.forEach(row -> modified.add(row.resourceId()));
            changes.added.forEach(row -> modified.remove(row.resourceId()));
        }
        Map<Fate, Long> byFate = changes.index.byFate();
        return new ClientMigration.Gathered(
                byFate.getOrDefault(Fate.MIGRATE, 0L),
                changes.index.blocked(),
                changes.added.size(),
                modified.size(),
                changes.removed.size(),
                ClientGathering.leftOut(byFate));
    }

    /** Decides anew on every SMSID that a changed row has or had, and on changed rows without one. */
    private List<Settled> settle(long hierarchyId, Changes changes) {
        Map<String, List<Gathered>> bySmsId = new LinkedHashMap<>();
        changes.smsIds.forEach(smsId -> bySmsId.put(smsId, new ArrayList<>(2)));
        Set<Long> concerned = new TreeSet<>(changes.index.withSmsIds(changes.smsIds));
        concerned.addAll(changes.read.keySet());
        List<Settled> settled = new ArrayList<>();
        for (Gathered row : gathered.byIds(hierarchyId, List.copyOf(concerned))) {
            if (row.smsId() == null) {
                settle(row, byItself(row, changes.read), false, changes.index, settled);
            } else if (bySmsId.containsKey(row.smsId())) {
                bySmsId.get(row.smsId()).add(row);
            }
        }
        Set<String> unblocked = new HashSet<>();
        bySmsId.forEach((smsId, rows) -> {
            boolean blocked = settle(rows, changes, settled);
            changes.index.blocked(smsId, blocked);
            if (!blocked && !rows.isEmpty()) {
                unblocked.add(smsId);
            }
        });
        decisions.end(hierarchyId, changes.redecisions.among(settled), End.REDECIDED, clock.instant());
        gathered.settle(hierarchyId, settled);
        guard.follow(hierarchyId, changes.read.values(), unblocked::contains);
        return settled;
    }

    /** @return whether the SMSID of these rows, which is one, is blocked */
    private static boolean settle(Collection<Gathered> rows, Changes changes, List<Settled> settled) {
        boolean blocked = rows.stream().anyMatch(Gathered::ownBlock);
        Gathered winner = null;
        for (Gathered row : rows) {
            if (byItself(row, changes.read) == Fate.MIGRATE
                    && (winner == null
                            || Fate.wins(
                                    row.lastActive(), row.resourceId(), winner.lastActive(), winner.resourceId()))) {
                winner = row;
            }
        }
        for (Gathered row : rows) {
            Fate alone = byItself(row, changes.read);
            Fate fate = alone == Fate.MIGRATE && row != winner ? Fate.DUPLICATE : alone;
            settle(row, fate, blocked, changes.index, settled);
        }
        return blocked;
    }

    private static void settle(Gathered row, Fate fate, boolean blocked, GatheredIndex index, List<Settled> settled) {
        if (fate != row.fate() || blocked != row.blocked()) {
            Settled now = new Settled(row.resourceId(), fate, blocked);
            settled.add(now);
            index.settled(row.fate(), now);
        }
    }

    private static Fate byItself(Gathered row, Map<Long, SourceRow> read) {
        SourceRow now = read.get(row.resourceId());
        if (now != null) {
            return now.fate();
        }
        return row.fate() == Fate.DUPLICATE ? Fate.MIGRATE : row.fate();
    }
}
