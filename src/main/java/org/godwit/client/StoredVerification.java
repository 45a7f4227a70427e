package org.godwit.client;

import java.util.ArrayList;
import java.util.List;
import org.godwit.client.ClientMigration.Verification;
import org.godwit.client.RecordStore.Stored;
import org.godwit.shared.RunControl;
import org.springframework.stereotype.Component;

/**
 * Reads the records that a job wrote again, without its source: a record's digest, computed anew from what is stored, against
 * the one that was written with it. What another job wrote over since is no difference.
 */
@Component
class StoredVerification {

    private static final String PHASE = "VERIFY_CLIENTS";
    private static final int NAMED = 100;

    private final RecordStore records;
    private final BeforeStore before;
    private final GuardStore guard;

    StoredVerification(RecordStore records, BeforeStore before, GuardStore guard) {
        this.records = records;
        this.before = before;
        this.guard = guard;
    }

    /** @param written records that the job created or updated */
    Verification run(long jobId, long hierarchyId, long written, RunControl control) {
        SmsIdTable blocked = new SmsIdTable();
        guard.of(hierarchyId).forEach(entry -> blocked.add(entry.smsId()));
        Check check = new Check(blocked);
        records.eachStoredBy(jobId, record -> {
            check.take(record);
            control.progress(PHASE, check.found, written);
        });
        return check.result(written, before.writtenOver(jobId));
    }

    private static final class Check {
        private final SmsIdTable guarded;
        private final List<String> differences = new ArrayList<>();
        private long found;
        private long different;
        private long blockedSource;
        private long blockedDestination;

        Check(SmsIdTable guarded) {
            this.guarded = guarded;
        }

        void take(Stored record) {
            DestinationIndex.Known known = record.known();
            found++;
            // Without a digest the record was emptied of a class of information.
            if (known.digest() != null && !record.data().digest().equals(known.digest())) {
                different++;
                name(known.smsId() + " has a record that is not what was migrated.");
            }
            if (guarded.find(known.smsId()) >= 0 && (known.blocked() || !known.blockLifted())) {
                blockedSource++;
                if (known.blocked()) {
                    blockedDestination++;
                } else {
                    name(known.smsId() + " is blocked at the source and not at the destination.");
                }
            }
        }

        private void name(String difference) {
            if (differences.size() < NAMED) {
                differences.add(difference);
            }
        }

        Verification result(long written, long writtenOver) {
            long all = Math.max(written, found + writtenOver);
            long missing = all - found - writtenOver;
            if (missing > 0) {
                differences.add(0, missing + " client record(s) that were migrated are no longer at the destination.");
            }
            return new Verification(
                    missing == 0 && different == 0 && blockedSource == blockedDestination,
                    all,
                    all - missing,
                    blockedSource,
                    blockedDestination,
                    missing,
                    different,
                    List.copyOf(differences));
        }
    }
}
