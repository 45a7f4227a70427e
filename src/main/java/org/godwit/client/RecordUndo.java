package org.godwit.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.client.BeforeStore.Before;
import org.godwit.client.BeforeStore.Present;
import org.godwit.shared.RunControl;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes client records back, a page at a time in one transaction each. What a job made is told from what it wrote over by
 * what was kept before; what somebody else has changed since stays.
 */
@Service
class RecordUndo implements ClientUndo {

    private final BeforeStore before;
    private final AuditTrail audit;
    private final TransactionTemplate page;

    RecordUndo(BeforeStore before, AuditTrail audit, PlatformTransactionManager transactions) {
        this.before = before;
        this.audit = audit;
        this.page = Transactions.apart(transactions);
    }

    @Override
    public Effects effects(long jobId) {
        Effects sum = new Effects(0, 0, 0, before.writtenOver(jobId));
        List<Present> next = before.writtenBy(jobId, 0);
        while (!next.isEmpty()) {
            sum = sum(sum, sorted(jobId, next).effects());
            next = before.writtenBy(jobId, next.get(next.size() - 1).id());
        }
        return sum;
    }

    @Override
    public Outcome undo(long jobId, long undoJobId, RunControl control) {
        Effects done = new Effects(0, 0, 0, before.writtenOver(jobId));
        long records = 0;
        Long after = 0L;
        while (after != null) {
            if (control.stopRequested()) {
                return new Outcome(done, true);
            }
            long from = after;
            Page did = Objects.requireNonNull(page.execute(status -> page(jobId, undoJobId, from)));
            done = sum(done, did.effects());
            after = did.last();
            records += did.records();
            control.progress(RunStore.Phase.CLIENTS.name(), records, records);
        }
        return new Outcome(done, false);
    }

    /** @param last id of the last record looked at; null if there was none */
    private record Page(Effects effects, @Nullable Long last, int records) {}

    private Page page(long jobId, long undoJobId, long after) {
        List<Present> seen = before.writtenBy(jobId, after);
        if (seen.isEmpty()) {
            return new Page(new Effects(0, 0, 0, 0), null, 0);
        }
        long last = seen.get(seen.size() - 1).id();
        before.lock(seen.stream().map(Present::smsId).toList());
        List<Present> locked = before.writtenBy(jobId, after).stream()
                .filter(p -> p.id() <= last)
                .toList();
        Sorted sorted = sorted(jobId, locked);
        before.remove(sorted.remove);
        before.reduceToBlock(sorted.keepBlocked);
        before.restore(jobId, sorted.restore);
        Effects effects = sorted.effects();
        if (!effects.nothing()) {
            audit.record(AuditEntry.success("CLIENTS_TAKEN_BACK", "MIGRATION_JOB", undoJobId, null)
                    .with("undoneJobId", jobId)
                    .with("removed", effects.remove())
                    .with("restored", effects.restore())
                    .with("keptBlocked", effects.keepBlocked())
                    .with("changedSince", effects.changedSince()));
        }
        return new Page(effects, last, locked.size());
    }

    private Sorted sorted(long jobId, List<Present> records) {
        Map<String, Before> kept =
                before.of(jobId, records.stream().map(Present::smsId).toList());
        Sorted sorted = new Sorted();
        records.forEach(record -> sorted.add(record, kept.get(record.smsId())));
        return sorted;
    }

    private static Effects sum(Effects a, Effects b) {
        return new Effects(
                a.remove() + b.remove(),
                a.restore() + b.restore(),
                a.keepBlocked() + b.keepBlocked(),
                a.changedSince() + b.changedSince());
    }

    /** Records by what is to be done with them. */
    private static final class Sorted {
        private final List<String> remove = new ArrayList<>();
        private final List<String> keepBlocked = new ArrayList<>();
        private final Map<String, RecordState> restore = new LinkedHashMap<>();
        private long changedSince;

        /** @param kept null if the job made the record */
        void add(Present record, @Nullable Before kept) {
            RecordState now = record.now();
            RecordState was = kept == null ? null : kept.state();
            if (kept == null) {
                boolean bySource = BlockOrigin.SOURCE.name().equals(now.blockOrigin());
                if (now.assignedAt() != null || now.blockLifted() || now.blocked() && !bySource) {
                    changedSince++;
                } else {
                    (now.blocked() ? keepBlocked : remove).add(record.smsId());
                }
            } else if (was == null || was.touchedSince(now)) {
                changedSince++;
            } else {
                restore.put(record.smsId(), was);
            }
        }

        Effects effects() {
            return new Effects(remove.size(), restore.size(), keepBlocked.size(), changedSince);
        }
    }
}
