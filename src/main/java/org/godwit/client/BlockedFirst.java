package org.godwit.client;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.client.BlockStore.Unblocked;
import org.godwit.client.ClientMigration.Outcome;
import org.godwit.client.ClientMigration.Run;
import org.godwit.client.GatheredStore.Gathered;
import org.godwit.client.GuardStore.Guarded;
import org.godwit.client.RunStore.Checkpoint;
import org.godwit.client.RunStore.Phase;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.shared.Chunks;
import org.godwit.shared.RunControl;
import org.godwit.site.ClientRead;
import org.godwit.site.SourceDatabase;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Phase BLOCKED_CLIENTS: first whatever the source blocks by now goes on the guard, then every blocked client of the selection
 * becomes a blocked record, with nothing but its block where there is none yet. Doing it again changes nothing.
 */
@Component
class BlockedFirst {

    private final SourceConnections connections;
    private final Selections selections;
    private final GatheredStore gathered;
    private final DecisionStore decisions;
    private final GuardStore guard;
    private final BlockStore blocks;
    private final RecordStore records;
    private final RunStore runs;
    private final EarlyAssignments early;
    private final AuditTrail audit;
    private final Clock clock;
    private final TransactionTemplate chunk;
    private final int chunkSize;

    BlockedFirst(
            SourceConnections connections,
            Selections selections,
            GatheredStore gathered,
            DecisionStore decisions,
            GuardStore guard,
            BlockStore blocks,
            RecordStore records,
            RunStore runs,
            EarlyAssignments early,
            AuditTrail audit,
            Clock clock,
            PlatformTransactionManager transactions,
            ClientProperties properties) {
        this.connections = connections;
        this.selections = selections;
        this.gathered = gathered;
        this.decisions = decisions;
        this.guard = guard;
        this.blocks = blocks;
        this.records = records;
        this.runs = runs;
        this.early = early;
        this.audit = audit;
        this.clock = clock;
        this.chunk = Transactions.apart(transactions);
        this.chunkSize = properties.chunk(records.sqlServer());
    }

    Outcome run(Run run, SourceDatabase source, RunControl control) {
        Checkpoint before = runs.find(run.runId(), Phase.BLOCKED_CLIENTS);
        if (before.finished()) {
            return before.counts();
        }
        guardWhatIsBlockedNow(run.hierarchyId(), source);
        List<Gathered> blocked = new ArrayList<>();
        selections.eachBlocked(run.hierarchyId(), run.selection(), source, blocked::add);
        Outcome done = before.counts();
        int from = blocked.size();
        for (int i = 0; i < blocked.size(); i++) {
            if (blocked.get(i).resourceId() > before.afterResourceId()) {
                from = i;
                break;
            }
        }
        for (List<Gathered> next : Chunks.of(blocked.subList(from, blocked.size()), chunkSize)) {
            if (control.stopRequested()) {
                return stopped(done);
            }
            done = Halving.write(next, done, (some, counts) -> block(run, some, counts));
            control.progress(Phase.BLOCKED_CLIENTS.name(), done.blocked() + done.conflicts(), blocked.size());
        }
        finish(run, done);
        return done;
    }

    private void guardWhatIsBlockedNow(long hierarchyId, SourceDatabase source) {
        Set<Guarded> now = new LinkedHashSet<>();
        ClientRead read = ClientRead.blocked(connections.dataClasses(hierarchyId));
        source.clients(read, client -> {
            SourceRow row = SourceRow.of(client);
            if (row.blocks()) {
                Guarded.of(row, now::add);
            }
            return true;
        });
        chunk.executeWithoutResult(status -> {
            Set<Guarded> known = guard.of(hierarchyId);
            Set<String> knownIds = new HashSet<>();
            known.forEach(entry -> knownIds.add(entry.smsId()));
            List<Guarded> fresh =
                    now.stream().filter(entry -> !known.contains(entry)).toList();
            guard.add(hierarchyId, fresh);
            List<String> blockedSince = fresh.stream()
                    .map(Guarded::smsId)
                    .distinct()
                    .filter(id -> !knownIds.contains(id))
                    .toList();
            decisions.endUnblocked(hierarchyId, blockedSince, clock.instant());
            gathered.block(hierarchyId, blockedSince);
        });
        early.findAfterGathering(hierarchyId);
    }

    private Outcome block(Run run, List<Gathered> clients, Outcome before) {
        return Objects.requireNonNull(chunk.execute(status -> blockOnce(run, clients, before)));
    }

    private Outcome blockOnce(Run run, List<Gathered> clients, Outcome before) {
        List<String> ids = clients.stream().map(c -> smsId(c)).toList();
        Set<String> known = new HashSet<>();
        long lifted = 0;
        for (DestinationIndex.Known record : records.known(ids)) {
            known.add(record.smsId());
            lifted += record.blockLifted() && !record.blocked() ? 1 : 0;
        }
        List<Unblocked> toBlock = blocks.unblocked(ids);
        List<String> blockedNow = toBlock.stream().map(Unblocked::smsId).toList();
        int updated = blocks.block(blockedNow);
        runs.addBlocked(run.runId(), blockedNow);
        early.report(run.hierarchyId(), toBlock);
        List<Gathered> missing =
                clients.stream().filter(c -> !known.contains(smsId(c))).toList();
        blocks.createBlocks(missing, run);
        Outcome after = new Outcome(
                before.created() + missing.size(),
                before.updated() + updated,
                before.skipped() + clients.size() - missing.size() - updated - lifted,
                before.conflicts() + lifted,
                before.blocked() + clients.size() - lifted,
                false);
        long last = clients.get(clients.size() - 1).resourceId();
        runs.save(run.runId(), Phase.BLOCKED_CLIENTS, new Checkpoint(last, after, false));
        return after;
    }

    private void finish(Run run, Outcome done) {
        chunk.executeWithoutResult(status -> {
            runs.save(run.runId(), Phase.BLOCKED_CLIENTS, new Checkpoint(Long.MAX_VALUE, done, true));
            audit.record(AuditEntry.success("BLOCKED_CLIENTS_MIGRATED", "MIGRATION_JOB", run.jobId(), null)
                    .with("run", run.runId())
                    .with("blocked", done.blocked())
                    .with("created", done.created())
                    .with("updated", done.updated())
                    .with("conflicts", done.conflicts()));
        });
    }

    static Outcome stopped(Outcome done) {
        return new Outcome(done.created(), done.updated(), done.skipped(), done.conflicts(), done.blocked(), true);
    }

    private static String smsId(Gathered client) {
        return Objects.requireNonNull(client.smsId());
    }
}
