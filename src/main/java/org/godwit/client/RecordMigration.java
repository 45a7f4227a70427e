package org.godwit.client;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.client.ClientMigration.Outcome;
import org.godwit.client.ClientMigration.Run;
import org.godwit.client.RecordStore.Origin;
import org.godwit.client.RecordStore.Write;
import org.godwit.client.RunStore.Checkpoint;
import org.godwit.client.RunStore.Phase;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.shared.RunControl;
import org.godwit.site.ClientRead;
import org.godwit.site.SourceDatabase;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Phase CLIENTS: reads the source again and writes, chunk by chunk, the records of the clients that were gathered and
 * selected. Only what is new or differs is written; each chunk and its checkpoint are one transaction.
 */
@Component
class RecordMigration {

    private static final int AHEAD = 2;

    private final SourceConnections connections;
    private final Selections selections;
    private final RecordStore records;
    private final BeforeStore before;
    private final RunStore runs;
    private final AuditTrail audit;
    private final Clock clock;
    private final TransactionTemplate chunk;
    private final int chunkSize;

    RecordMigration(
            SourceConnections connections,
            Selections selections,
            RecordStore records,
            BeforeStore before,
            RunStore runs,
            AuditTrail audit,
            Clock clock,
            PlatformTransactionManager transactions,
            ClientProperties properties) {
        this.connections = connections;
        this.selections = selections;
        this.records = records;
        this.before = before;
        this.runs = runs;
        this.audit = audit;
        this.clock = clock;
        this.chunk = Transactions.apart(transactions);
        this.chunkSize = properties.chunk(records.sqlServer());
    }

    Outcome run(Run run, SourceDatabase source, RunControl control) {
        Checkpoint checkpoint = runs.find(run.runId(), Phase.CLIENTS);
        if (checkpoint.finished()) {
            return checkpoint.counts();
        }
        PlannedClients planned = selections.planned(run.hierarchyId(), run.selection(), source);
        DestinationIndex index = new DestinationIndex(run.hierarchyId());
        records.eachKnown(index::put);
        Set<String> blockedFirst = runs.blocked(run.runId());
        ClientRead read = new ClientRead(
                checkpoint.afterResourceId(),
                run.selection().collectionId(),
                connections.dataClasses(run.hierarchyId()));
        try (Prefetch<SourceRow> rows = new Prefetch<>(source, read, chunkSize, AHEAD, SourceRow::of)) {
            for (List<SourceRow> next = rows.next(); !next.isEmpty(); next = rows.next()) {
                if (control.stopRequested()) {
                    return BlockedFirst.stopped(checkpoint.counts());
                }
                checkpoint = Halving.write(
                        next, checkpoint, (some, before) -> write(run, some, planned, index, blockedFirst, before));
                control.progress(Phase.CLIENTS.name(), total(checkpoint.counts()), planned.size());
            }
        }
        finish(run, checkpoint.counts());
        return checkpoint.counts();
    }

    private Checkpoint write(
            Run run,
            List<SourceRow> rows,
            PlannedClients planned,
            DestinationIndex index,
            Set<String> blockedFirst,
            Checkpoint before) {
        List<Write> writes = new ArrayList<>(rows.size());
        for (SourceRow row : rows) {
            if (row.fate() == Fate.MIGRATE && planned.contains(row.resourceId())) {
                writes.add(new Write(row, row.blocks() || planned.blocked(row.resourceId())));
            }
        }
        long last = rows.get(rows.size() - 1).resourceId();
        try {
            return Objects.requireNonNull(
                    chunk.execute(status -> writeOnce(run, writes, index, blockedFirst, before.counts(), last)));
        } catch (DataIntegrityViolationException e) {
            // clients assigned themselves since the index was read
            records.known(writes.stream().map(w -> w.row().migratedSmsId()).toList())
                    .forEach(index::put);
            throw e;
        }
    }

    private Checkpoint writeOnce(
            Run run, List<Write> writes, DestinationIndex index, Set<String> blockedFirst, Outcome counts, long last) {
        List<Write> creates = new ArrayList<>(writes.size());
        List<Write> updates = new ArrayList<>();
        long created = counts.created();
        long updated = counts.updated();
        long skipped = counts.skipped();
        long conflicts = counts.conflicts();
        long blocked = counts.blocked();
        for (Write write : writes) {
            SourceRow row = write.row();
            blocked += write.blocked() ? 1 : 0;
            switch (index.decide(row.migratedSmsId(), row.digest(), write.blocked(), row.lastActive())) {
                case CREATE -> {
                    creates.add(write);
                    created++;
                }
                case COMPLETE -> {
                    updates.add(write);
                    created++;
                }
                case UPDATE -> {
                    updates.add(write);
                    updated++;
                }
                case SKIP -> {
                    if (blockedFirst.contains(row.migratedSmsId())) {
                        updated++;
                    } else {
                        skipped++;
                    }
                }
                case CONFLICT -> conflicts++;
            }
        }
        Origin origin = new Origin(run, ClientField.time(clock.instant()));
        records.create(creates, origin);
        before.keep(
                run.jobId(), updates.stream().map(w -> w.row().migratedSmsId()).toList());
        records.update(updates, origin);
        Checkpoint after =
                new Checkpoint(last, new Outcome(created, updated, skipped, conflicts, blocked, false), false);
        runs.save(run.runId(), Phase.CLIENTS, after);
        return after;
    }

    private void finish(Run run, Outcome done) {
        chunk.executeWithoutResult(status -> {
            runs.save(run.runId(), Phase.CLIENTS, new Checkpoint(Long.MAX_VALUE, done, true));
            runs.forgetBlocked(run.runId());
            audit.record(AuditEntry.success("CLIENTS_MIGRATED", "MIGRATION_JOB", run.jobId(), null)
                    .with("run", run.runId())
                    .with("created", done.created())
                    .with("updated", done.updated())
                    .with("skipped", done.skipped())
                    .with("conflicts", done.conflicts())
                    .with("blocked", done.blocked()));
        });
    }

    private static long total(Outcome counts) {
        return counts.created() + counts.updated() + counts.skipped() + counts.conflicts();
    }
}
