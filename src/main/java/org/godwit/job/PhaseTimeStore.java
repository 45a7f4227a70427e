package org.godwit.job;

import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of how long phases of finished runs took: what estimates rest on. */
@Component
class PhaseTimeStore {

    /** Runs that count, newest first: a site is faster or slower than it was a year ago. */
    private static final int RUNS = 20;

    /** @param items objects, clients or packages done; @param bytes moved or read; 0 where it is not about bytes */
    record Measured(double seconds, long items, long bytes, long runs) {}

    private final JdbcClient jdbc;

    PhaseTimeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps the first measure of a phase; one that was interrupted and begun again tells nothing. */
    void add(long runId, Phase phase, double seconds, long items, long bytes) {
        jdbc.sql("""
                INSERT INTO migration_phase_time (run_id, phase, seconds, items, bytes)
                SELECT r.id, :phase, :seconds, :items, :bytes FROM migration_run r
                WHERE r.id = :run
                  AND NOT EXISTS (SELECT 1 FROM migration_phase_time t WHERE t.run_id = r.id AND t.phase = :phase)
                """)
                .param("run", runId)
                .param("phase", phase.name())
                .param("seconds", seconds)
                .param("items", items)
                .param("bytes", bytes)
                .update();
    }

    /** Sums over the newest runs in which the phase had something to do. */
    Map<Phase, Measured> measured() {
        Map<Phase, Measured> measured = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            jdbc.sql("SELECT TOP " + RUNS + " seconds, items, bytes FROM migration_phase_time"
                            + " WHERE phase = :phase AND (items > 0 OR bytes > 0) ORDER BY run_id DESC")
                    .param("phase", phase.name())
                    .query((row, n) ->
                            new Measured(row.getDouble("seconds"), row.getLong("items"), row.getLong("bytes"), 1))
                    .list()
                    .forEach(m -> measured.merge(
                            phase,
                            m,
                            (a, b) -> new Measured(
                                    a.seconds() + b.seconds(),
                                    a.items() + b.items(),
                                    a.bytes() + b.bytes(),
                                    a.runs() + b.runs())));
        }
        return measured;
    }

    void deleteOfJob(long jobId) {
        jdbc.sql("DELETE FROM migration_phase_time WHERE run_id IN (SELECT id FROM migration_run WHERE job_id = :job)")
                .param("job", jobId)
                .update();
    }
}
