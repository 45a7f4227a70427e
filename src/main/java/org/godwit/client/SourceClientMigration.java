package org.godwit.client;

import org.godwit.shared.RunControl;
import org.godwit.site.SourceDatabase;
import org.springframework.stereotype.Service;

/** The phases, each done by its own part. */
@Service
class SourceClientMigration implements ClientMigration {

    private final ClientGathering gathering;
    private final ClientPlanning planning;
    private final BlockedFirst blockedFirst;
    private final RecordMigration migration;
    private final RecordVerification verification;
    private final StoredVerification storedVerification;
    private final RecordStore records;
    private final Selections selections;

    SourceClientMigration(
            ClientGathering gathering,
            ClientPlanning planning,
            BlockedFirst blockedFirst,
            RecordMigration migration,
            RecordVerification verification,
            StoredVerification storedVerification,
            RecordStore records,
            Selections selections) {
        this.gathering = gathering;
        this.planning = planning;
        this.blockedFirst = blockedFirst;
        this.migration = migration;
        this.verification = verification;
        this.storedVerification = storedVerification;
        this.records = records;
        this.selections = selections;
    }

    @Override
    public Gathered gather(long hierarchyId, SourceDatabase source, RunControl control) {
        return gathering.gather(hierarchyId, source, control);
    }

    @Override
    public ClientPlan plan(long hierarchyId, ClientSelection selection) {
        return planning.plan(hierarchyId, selection);
    }

    @Override
    public void check(long hierarchyId, ClientSelection selection) {
        selections.check(hierarchyId, selection);
    }

    @Override
    public long recordsNotFrom(long hierarchyId) {
        return records.notFrom(hierarchyId);
    }

    @Override
    public Outcome blockFirst(Run run, SourceDatabase source, RunControl control) {
        return blockedFirst.run(run, source, control);
    }

    @Override
    public Outcome migrate(Run run, SourceDatabase source, RunControl control) {
        return migration.run(run, source, control);
    }

    @Override
    public Verification verify(Run run, SourceDatabase source, RunControl control) {
        return verification.run(run, source, control);
    }

    @Override
    public Verification verifyStored(long jobId, long hierarchyId, long written, RunControl control) {
        return storedVerification.run(jobId, hierarchyId, written, control);
    }
}
