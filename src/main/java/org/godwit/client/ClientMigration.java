package org.godwit.client;

import java.util.List;
import java.util.Map;
import org.godwit.security.SystemOnly;
import org.godwit.shared.RunControl;
import org.godwit.site.SourceDatabase;

/** The client part of gathering and of a migration job. Every phase can be called again after a crash and goes on. */
@SystemOnly("Called by gathering and job within work whose right was checked")
public interface ClientMigration {

    /**
     * Gathering, phase CLIENTS: streams the source's clients, applies the merge rules, stores one gathered row per client
     * (digest, fate) set-wise, and makes the blocked SMSIDs known to the block guard. All or nothing.
     */
    Gathered gather(long hierarchyId, SourceDatabase source, RunControl control);

    /** What a job with this selection would do, from the gathered rows and the destination's records; writes nothing. */
    ClientPlan plan(long hierarchyId, ClientSelection selection);

    /**
     * Whether a selection names what there is, as far as it can be told without asking the source. A client that is left out
     * of migration is known.
     *
     * @throws org.godwit.shared.GodwitException {@code CLIENT_NOT_FOUND} for SMSIDs that no gathered row has,
     *     {@code CLIENT_LIST_NOT_FOUND}, {@code ORGANIZATIONAL_UNIT_INVALID} if it is no distinguished name
     */
    void check(long hierarchyId, ClientSelection selection);

    /** How many client records the destination has that did not come from this hierarchy. */
    long recordsNotFrom(long hierarchyId);

    /** Phase BLOCKED_CLIENTS: every blocked client of the selection is a blocked record at the destination, committed. */
    Outcome blockFirst(Run run, SourceDatabase source, RunControl control);

    /** Phase CLIENTS: all clients of the selection, chunk by chunk, each chunk with its checkpoint in one transaction. */
    Outcome migrate(Run run, SourceDatabase source, RunControl control);

    /** Re-reads source and destination and compares counts, a digest per record, and the blocked set. */
    Verification verify(Run run, SourceDatabase source, RunControl control);

    /**
     * Re-reads the records that a job wrote and tells whether they are still what a run wrote, and whether those among them
     * that the hierarchy blocks are blocked. Asks no source: {@code source} is what the job wrote.
     *
     * @param written records that the job created or updated
     */
    Verification verifyStored(long jobId, long hierarchyId, long written, RunControl control);

    /**
     * @param jobId the migration job
     * @param runId this run of it; the checkpoint key
     */
    record Run(long jobId, long runId, long hierarchyId, ClientSelection selection) {}

    /**
     * @param clients rows that are clients to migrate (after the merge rules)
     * @param blocked SMSIDs that are blocked, over all rows
     * @param leftOut rows left out, by reason (OBSOLETE, DECOMMISSIONED, UNKNOWN, NOT_A_CLIENT, NO_SMSID, DUPLICATE)
     */
    record Gathered(long clients, long blocked, long added, long modified, long removed, Map<String, Long> leftOut) {}

    /**
     * @param create clients with no record at the destination
     * @param update records that differ
     * @param skip records that are equal already
     * @param conflict records whose block would be set again after a destination admin removed it: left as they are
     * @param blocked how many of the selected clients are blocked
     * @param leftOut source rows left out, by reason
     * @param digest digest over every selected client's SMSID, record digest and fate
     */
    record ClientPlan(
            long create,
            long update,
            long skip,
            long conflict,
            long blocked,
            Map<String, Long> leftOut,
            String digest) {}

    /** @param stopped true if it ended early because a stop was requested */
    record Outcome(long created, long updated, long skipped, long conflicts, long blocked, boolean stopped) {}

    /**
     * @param equal true if nothing differs
     * @param source clients of the selection at the source
     * @param destination of these, found at the destination
     * @param blockedSource blocked SMSIDs at the source
     * @param blockedDestination of these, blocked at the destination
     * @param differences at most 100 of them, in words
     */
    record Verification(
            boolean equal,
            long source,
            long destination,
            long blockedSource,
            long blockedDestination,
            long missing,
            long different,
            List<String> differences) {}
}
