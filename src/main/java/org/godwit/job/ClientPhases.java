package org.godwit.job;

import org.godwit.client.ClientMigration;
import org.godwit.client.ClientSelection;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.shared.RunControl;
import org.godwit.site.SourceDatabase;
import org.springframework.stereotype.Component;

/** Phases BLOCKED_CLIENTS and CLIENTS. */
@Component
class ClientPhases {

    private final ClientMigration clients;
    private final SourceConnections sources;
    private final RunStore runs;

    ClientPhases(ClientMigration clients, SourceConnections sources, RunStore runs) {
        this.clients = clients;
        this.sources = sources;
        this.runs = runs;
    }

    static ClientMigration.Run of(RunStore.Run run, MigrationJobEntity job, ClientSelection selection) {
        return new ClientMigration.Run(job.id(), run.id(), job.hierarchyId(), selection);
    }

    /** @return false if it ended early because a stop was requested */
    boolean blockFirst(RunStore.Run run, MigrationJobEntity job, RunControl control) {
        ClientSelection selection = PlanDraft.clientSelection(run.selection());
        if (selection == null) {
            return true;
        }
        try (SourceDatabase source = sources.open(job.hierarchyId())) {
            return !clients.blockFirst(of(run, job, selection), source, control).stopped();
        }
    }

    /** @return false if it ended early because a stop was requested */
    boolean migrate(RunStore.Run run, MigrationJobEntity job, RunControl control) {
        ClientSelection selection = PlanDraft.clientSelection(run.selection());
        if (selection == null) {
            return true;
        }
        try (SourceDatabase source = sources.open(job.hierarchyId())) {
            ClientMigration.Outcome outcome = clients.migrate(of(run, job, selection), source, control);
            runs.clients(
                    run.id(),
                    new MigrationJob.ClientsDone(
                            outcome.created(),
                            outcome.updated(),
                            outcome.skipped(),
                            outcome.conflicts(),
                            outcome.blocked()));
            return !outcome.stopped();
        }
    }
}
