package org.godwit.client;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.godwit.client.ClientMigration.Outcome;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How far a run has come, table {@code client_run}: written in the transaction of each chunk; and which records it blocked first,
 * table {@code client_run_blocked}, so that they count as changed by it although its second phase finds them blocked.
 */
@Repository
class RunStore {

    private final JdbcClient jdbc;
    private final BulkStore bulk;

    RunStore(JdbcClient jdbc, BulkStore bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    /** Phases that can be gone on with. */
    enum Phase {
        BLOCKED_CLIENTS,
        CLIENTS
    }

    /**
     * @param afterResourceId everything up to this ResourceID is done
     * @param counts of what is done
     * @param finished whether the phase is done
     */
    record Checkpoint(long afterResourceId, Outcome counts, boolean finished) {

        static final Checkpoint START = new Checkpoint(Long.MIN_VALUE, new Outcome(0, 0, 0, 0, 0, false), false);
    }

    Checkpoint find(long runId, Phase phase) {
        return jdbc.sql("SELECT after_resource_id, created, updated, skipped, conflicts, blocked, finished"
                        + " FROM client_run WHERE run_id = :run AND phase = :phase")
                .param("run", runId)
                .param("phase", phase.name())
                .query((row, n) -> new Checkpoint(
                        row.getLong(1),
                        new Outcome(
                                row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6), false),
                        row.getBoolean(7)))
                .optional()
                .orElse(Checkpoint.START);
    }

    void save(long runId, Phase phase, Checkpoint checkpoint) {
        int updated = statement(
                        "UPDATE client_run SET after_resource_id = :after, created = :created, updated = :updated,"
                                + " skipped = :skipped, conflicts = :conflicts, blocked = :blocked, finished = :finished"
                                + " WHERE run_id = :run AND phase = :phase",
                        runId,
                        phase,
                        checkpoint)
                .update();
        if (updated == 0) {
            statement(
                            "INSERT INTO client_run (after_resource_id, created, updated, skipped, conflicts, blocked,"
                                    + " finished, run_id, phase) VALUES (:after, :created, :updated, :skipped, :conflicts,"
                                    + " :blocked, :finished, :run, :phase)",
                            runId,
                            phase,
                            checkpoint)
                    .update();
        }
    }

    /** Remembers records that were there and that this run has blocked. */
    void addBlocked(long runId, List<String> smsIds) {
        bulk.insert("INSERT INTO client_run_blocked (run_id, sms_id) VALUES (?, ?)", smsIds, (statement, smsId) -> {
            statement.setLong(1, runId);
            statement.setNString(2, smsId);
        });
    }

    Set<String> blocked(long runId) {
        return new HashSet<>(jdbc.sql("SELECT sms_id FROM client_run_blocked WHERE run_id = :run")
                .param("run", runId)
                .query((row, n) -> row.getString(1))
                .list());
    }

    void forgetBlocked(long runId) {
        jdbc.sql("DELETE FROM client_run_blocked WHERE run_id = :run")
                .param("run", runId)
                .update();
    }

    private JdbcClient.StatementSpec statement(String sql, long runId, Phase phase, Checkpoint checkpoint) {
        Outcome counts = checkpoint.counts();
        return jdbc.sql(sql)
                .param("after", checkpoint.afterResourceId())
                .param("created", counts.created())
                .param("updated", counts.updated())
                .param("skipped", counts.skipped())
                .param("conflicts", counts.conflicts())
                .param("blocked", counts.blocked())
                .param("finished", checkpoint.finished())
                .param("run", runId)
                .param("phase", phase.name());
    }
}
