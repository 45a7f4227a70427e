package org.godwit.client;

import java.time.Instant;
import java.util.Map;
import org.godwit.shared.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * One reconciliation of a whole source hierarchy with the destination.
 *
 * @param requestedBy who asked for it
 * @param finishedAt null while it runs
 * @param figures null until it has completed
 * @param failure why it could not be completed, in one sentence; null unless it failed
 */
public record Reconciliation(
        long id,
        long hierarchyId,
        Status status,
        String requestedBy,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Figures figures,
        @Nullable String failure) {

    public enum Status {
        RUNNING,
        COMPLETED,
        FAILED
    }

    public enum Verdict {
        EQUAL,
        DIFFERENT
    }

    /**
     * @param verdict equal if nothing is missing, extra, different, or blocked there and not here
     * @param sourceRows rows of the source
     * @param sourceClients of these, the record of a client by the merge rules
     * @param destinationRecords records here that came from this source
     * @param missing clients of the source without a record here
     * @param extra records here whose client the source has no more, or leaves out
     * @param different records that differ in any field
     * @param byField in how many records each field differs
     * @param otherSource clients whose record came from another source, which saw them more recently
     * @param blockedAtSource SMSIDs that any row of the source blocks
     * @param blockedHere of these, refused here
     * @param notBlockedHere of these, not refused here and not unblocked here by an admin
     * @param lifted of these, unblocked here by an admin
     * @param blockedHereOnly records of this source that are blocked here and not there
     * @param sourceDigest SHA-256 over SMSID, record and block of each client of the source, in the order of the source
     * @param destinationDigest the same over the records here; equal to the other exactly if source and records are
     * @param differencesDigest SHA-256 of the CSV file from the line of its headings on, which holds the first 10,000
     *     differences of each kind; empty until sealed
     * @param digest SHA-256 of all of this as canonical JSON, with the digest itself empty; the audit trail holds it
     */
    public record Figures(
            Verdict verdict,
            long sourceRows,
            long sourceClients,
            long destinationRecords,
            long missing,
            long extra,
            long different,
            Map<String, Long> byField,
            long otherSource,
            long blockedAtSource,
            long blockedHere,
            long notBlockedHere,
            long lifted,
            long blockedHereOnly,
            String sourceDigest,
            String destinationDigest,
            String differencesDigest,
            String digest) {

        /** With the digest of the differences as they are kept, and the one over all. */
        Figures sealed(String differences) {
            return with(differences, CanonicalJson.digest(with(differences, "")));
        }

        /** How many differences there are, kept or not. */
        long differences() {
            long inFields = byField.values().stream().mapToLong(Long::longValue).sum();
            return missing + extra + inFields + notBlockedHere + lifted + blockedHereOnly;
        }

        private Figures with(String ofDifferences, String ofAll) {
            return new Figures(
                    verdict,
                    sourceRows,
                    sourceClients,
                    destinationRecords,
                    missing,
                    extra,
                    different,
                    byField,
                    otherSource,
                    blockedAtSource,
                    blockedHere,
                    notBlockedHere,
                    lifted,
                    blockedHereOnly,
                    sourceDigest,
                    destinationDigest,
                    ofDifferences,
                    ofAll);
        }
    }
}
