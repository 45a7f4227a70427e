package org.godwit.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.godwit.client.ClientMigration.Run;
import org.godwit.client.ClientMigration.Verification;
import org.godwit.client.VerifiedRecords.Finding;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.shared.RunControl;
import org.godwit.site.ClientRead;
import org.godwit.site.SourceClient;
import org.godwit.site.SourceDatabase;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads source and destination again, both whole, and compares them. A record's digest is computed anew from what is stored,
 * not taken from beside it.
 */
@Component
class RecordVerification {

    private static final String PHASE = "VERIFY_CLIENTS";
    private static final int CHUNK = 5_000;
    /** So that the source is read while the destination is: at some 150 bytes a row. */
    private static final int AHEAD = 40;

    private static final int NAMED = 100;

    private final SourceConnections connections;
    private final Selections selections;
    private final RecordStore records;
    private final GuardStore guard;

    RecordVerification(SourceConnections connections, Selections selections, RecordStore records, GuardStore guard) {
        this.connections = connections;
        this.selections = selections;
        this.records = records;
        this.guard = guard;
    }

    Verification run(Run run, SourceDatabase source, RunControl control) {
        PlannedClients planned = selections.planned(run.hierarchyId(), run.selection(), source);
        ClientRead read = new ClientRead(
                Long.MIN_VALUE, run.selection().collectionId(), connections.dataClasses(run.hierarchyId()));
        Comparison comparison = new Comparison(planned);
        try (Prefetch<Checked> rows = new Prefetch<>(source, read, CHUNK, AHEAD, Checked::of)) {
            VerifiedRecords stored = new VerifiedRecords();
            records.eachStored(stored::put);
            SmsIdTable guarded = new SmsIdTable();
            guard.of(run.hierarchyId()).forEach(entry -> guarded.add(entry.smsId()));
            for (List<Checked> next = rows.next(); !next.isEmpty(); next = rows.next()) {
                next.forEach(row -> comparison.take(row, stored, guarded));
                control.progress(PHASE, comparison.source, planned.size());
            }
        }
        return comparison.result();
    }

    /** What is compared of a row of the source. */
    private record Checked(long resourceId, @Nullable String smsId, Digest digest, Fate fate, boolean blocks) {

        static Checked of(SourceClient client) {
            return new Checked(
                    client.resourceId(),
                    Fate.smsId(client),
                    ClientData.of(client).digest(),
                    Fate.byItself(client),
                    Fate.blocks(client));
        }
    }

    /** One pass over the source. */
    private static final class Comparison {

        private final PlannedClients planned;
        private final List<String> differences = new ArrayList<>();
        private long source;
        private long destination;
        private long blockedSource;
        private long blockedDestination;
        private long missing;
        private long different;
        private long unguarded;
        private long lifted;
        private long changedSince;

        Comparison(PlannedClients planned) {
            this.planned = planned;
        }

        void take(Checked row, VerifiedRecords stored, SmsIdTable guarded) {
            if (row.blocks() && row.smsId() != null && guarded.find(row.smsId()) < 0) {
                unguarded++;
                name(row.smsId() + " is blocked at the source and not on the block guard.");
            }
            if (row.fate() != Fate.MIGRATE || !planned.contains(row.resourceId())) {
                return;
            }
            String smsId = Objects.requireNonNull(row.smsId());
            source++;
            boolean blocks = row.blocks() || planned.blocked(row.resourceId());
            Finding found = stored.compare(smsId, row.digest());
            switch (found) {
                case MISSING -> {
                    missing++;
                    name(row.smsId() + " has no record at the destination.");
                }
                case DIFFERENT -> {
                    different++;
                    name(row.smsId() + " has a record that is not what was migrated.");
                }
                case CHANGED_SINCE -> changedSince++;
                case EQUAL -> {}
            }
            destination += found == Finding.MISSING ? 0 : 1;
            if (blocks) {
                block(smsId, stored);
            }
        }

        private void block(String smsId, VerifiedRecords stored) {
            if (stored.lifted(smsId)) {
                lifted++;
                return;
            }
            blockedSource++;
            if (stored.blocked(smsId)) {
                blockedDestination++;
            } else {
                name(smsId + " is blocked at the source and not at the destination.");
            }
        }

        private void name(String difference) {
            if (differences.size() < NAMED) {
                differences.add(difference);
            }
        }

        Verification result() {
            boolean equal = missing == 0 && different == 0 && unguarded == 0 && blockedSource == blockedDestination;
            if (lifted > 0) {
                name(
                        lifted
                                + " client(s) that the source blocks were unblocked by an admin of the destination and stay so.");
            }
            if (changedSince > 0) {
                name(changedSince
                        + " client(s) changed at the source since they were migrated; their records are what was"
                        + " read then.");
            }
            return new Verification(
                    equal,
                    source,
                    destination,
                    blockedSource,
                    blockedDestination,
                    missing,
                    different,
                    List.copyOf(differences));
        }
    }
}
