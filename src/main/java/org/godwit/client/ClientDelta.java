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
import org.godwit.client.GatheredStore.Gathered;
import org.godwit.client.GatheredStore.Settled;
import org.godwit.site.ClientRead;
import org.godwit.site.DataClass;
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
    private final BlockGuard guard;
    private final GatheringProperties properties;
    private final Clock clock;

    ClientDelta(GatheredStore gathered, BlockGuard guard, GatheringProperties properties, Clock clock) {
        this.gathered = gathered;
        this.guard = guard;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Gathers in the caller's transaction.
     *
     * @return empty if everything has to be compared by its content; then nothing was written
     */
    Optional<ClientMigration.Gathered> gather(long hierarchyId, SourceDatabase source, Set<DataClass> classes) {
        Optional<Instant> compared = gathered.compared(hierarchyId, classes);
        if (compared.isEmpty() || clock.instant().isAfter(compared.get().plus(properties.compareEvery()))) {
            return Optional.empty();
        }
        MarkList now = new MarkList();
        CompletableFuture<Boolean> reading =
                CompletableFuture.supplyAsync(() -> source.clientMarks(classes, now::add), task -> {
                    Thread thread = new Thread(task, "client-marks");
                    thread.setDaemon(true);
                    thread.start();
                });
        MarkList before = new MarkList();
        try {
            gathered.marks(hierarchyId, before);
        } finally {
            reading.exceptionally(failed -> false).join();
        }
        if (!joined(reading)) {
            return Optional.empty();
        }
        MarkList differing = now.differing(before);
        if (differing.size() > before.size() / LARGEST_PART) {
            return Optional.empty();
        }
        Changes changes = read(hierarchyId, source, classes, differing.resourceIds());
        ClientRead everything = new ClientRead(Long.MIN_VALUE, null, classes);
        long expected = before.size() + changes.added.size() - changes.removed.size();
        if (source.countClients(everything) != expected) {
            return Optional.empty(); // a resource that none of the views with marks knows came or went
        }
        return Optional.of(write(hierarchyId, changes));
    }

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

        private final Map<Long, SourceRow> read = new HashMap<>();
        private final Map<Long, Gathered> before = new HashMap<>();
        private final List<Gathered> added = new ArrayList<>();
        private final List<Gathered> changed = new ArrayList<>();
        private final List<Gathered> sameButMark = new ArrayList<>();
        private final List<Long> removed = new ArrayList<>();
        private final Set<String> smsIds = new TreeSet<>();

        private void concerns(@Nullable String smsId) {
            if (smsId != null) {
                smsIds.add(smsId);
            }
        }
    }

    private Changes read(long hierarchyId, SourceDatabase source, Set<DataClass> classes, List<Long> ids) {
        Changes changes = new Changes();
        gathered.byIds(hierarchyId, ids).forEach(row -> changes.before.put(row.resourceId(), row));
        source.clients(ClientRead.of(ids, classes), client -> {
            SourceRow row = SourceRow.of(client);
            changes.read.put(row.resourceId(), row);
            Gathered now = ClientGathering.gathered(row);
            Gathered known = changes.before.get(row.resourceId());
            if (known == null) {
                changes.added.add(now);
            } else if (!ClientGathering.sameContent(now, known)) {
                changes.changed.add(now);
                changes.concerns(known.smsId());
            } else {
                if (!Objects.equals(now.mark(), known.mark())) {
                    changes.sameButMark.add(now);
                }
                return true;
            }
            changes.concerns(now.smsId());
            return true;
        });
        changes.before.forEach((id, known) -> {
            if (!changes.read.containsKey(id)) {
                changes.removed.add(id);
                changes.concerns(known.smsId());
            }
        });
        return changes;
    }

    private ClientMigration.Gathered write(long hierarchyId, Changes changes) {
        gathered.add(hierarchyId, changes.added);
        gathered.change(hierarchyId, changes.changed);
        gathered.mark(hierarchyId, changes.sameButMark);
        gathered.remove(hierarchyId, changes.removed);
        Set<Long> modified = new HashSet<>();
        changes.changed.forEach(row -> modified.add(row.resourceId()));
        if (!changes.added.isEmpty() || !changes.changed.isEmpty() || !changes.removed.isEmpty()) {
            List<Settled> settled = settle(hierarchyId, changes);
            gathered.settle(hierarchyId, settled);
            settled.forEach(row -> modified.add(row.resourceId()));
            changes.added.forEach(row -> modified.remove(row.resourceId()));
        }
        Map<Fate, Long> byFate = gathered.countByFate(hierarchyId);
        return new ClientMigration.Gathered(
                byFate.getOrDefault(Fate.MIGRATE, 0L),
                gathered.countBlocked(hierarchyId),
                changes.added.size(),
                modified.size(),
                changes.removed.size(),
                ClientGathering.leftOut(byFate));
    }

    private List<Settled> settle(long hierarchyId, Changes changes) {
        Map<String, List<Gathered>> bySmsId = new LinkedHashMap<>();
        gathered.each(hierarchyId, row -> {
            if (row.smsId() != null && changes.smsIds.contains(row.smsId())) {
                bySmsId.computeIfAbsent(row.smsId(), id -> new ArrayList<>(2)).add(row);
            }
        });
        List<Settled> settled = new ArrayList<>();
        Set<String> unblocked = new HashSet<>();
        bySmsId.forEach((smsId, rows) -> {
            if (settle(rows, changes.read, settled)) {
                return;
            }
            unblocked.add(smsId);
        });
        for (SourceRow row : changes.read.values()) {
            if (row.smsId() == null) {
                Gathered known = changes.before.get(row.resourceId());
                settle(row.resourceId(), row.fate(), false, known == null ? row.fate() : known.fate(),
                        known == null ? row.blocks() : known.blocked(), settled);
            }
        }
        guard.follow(hierarchyId, changes.read.values(), unblocked::contains);
        return settled;
    }

    /** @return whether the SMSID of these rows, which is one, is blocked */
    private static boolean settle(Collection<Gathered> rows, Map<Long, SourceRow> read, List<Settled> settled) {
        boolean blocked = rows.stream().anyMatch(Gathered::ownBlock);
        Gathered winner = null;
        for (Gathered row : rows) {
            if (byItself(row, read) == Fate.MIGRATE
                    && (winner == null
                            || Fate.wins(
                                    row.lastActive(), row.resourceId(), winner.lastActive(), winner.resourceId()))) {
                winner = row;
            }
        }
        for (Gathered row : rows) {
            Fate alone = byItself(row, read);
            Fate fate = alone == Fate.MIGRATE && row != winner ? Fate.DUPLICATE : alone;
            settle(row.resourceId(), fate, blocked, row.fate(), row.blocked(), settled);
        }
        return blocked;
    }

    private static void settle(
            long resourceId, Fate fate, boolean blocked, Fate stored, boolean storedBlocked, List<Settled> settled) {
        if (fate != stored || blocked != storedBlocked) {
            settled.add(new Settled(resourceId, fate, blocked));
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
