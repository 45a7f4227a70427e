package org.godwit.job;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of what happened in jobs: every message of every object, not only the first. */
@Component
class JobEventStore {

    private static final int LONGEST_MESSAGE = 2000;

    private final JdbcClient jdbc;
    private final Clock clock;

    JobEventStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param run number of the run; 0 outside a run */
    void add(long jobId, int run, @Nullable Long entityId, String code, String message) {
        jdbc.sql("""
                INSERT INTO migration_event (job_id, run_number, happened_at, entity_id, code, message)
                VALUES (:job, :run, :at, :entity, :code, :message)
                """)
                .param("job", jobId)
                .param("run", run)
                .param("at", ColumnsStore.utc(clock.instant()))
                .param("entity", entityId)
                .param("code", code)
                .param("message", message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE))
                .update();
    }

    /** Adds an event of a run unless the run has one of this code. */
    void addOnce(long jobId, int run, String code, String message) {
        long there = jdbc.sql(
                        "SELECT COUNT(*) FROM migration_event WHERE job_id = :job AND run_number = :run AND code = :code")
                .param("job", jobId)
                .param("run", run)
                .param("code", code)
                .query(Long.class)
                .single();
        if (there == 0) {
            add(jobId, run, null, code, message);
        }
    }

    /** The oldest events after the given id. */
    List<JobEvent> after(long jobId, long afterId, int most) {
        return jdbc.sql("""
                SELECT id, happened_at, run_number, entity_id, code, message FROM migration_event
                WHERE job_id = :job AND id > :after ORDER BY id OFFSET 0 ROWS FETCH NEXT :most ROWS ONLY
                """)
                .param("job", jobId)
                .param("after", afterId)
                .param("most", most)
                .query((row, n) -> new JobEvent(
                        row.getLong("id"),
                        ColumnsStore.instant(row, "happened_at"),
                        row.getInt("run_number"),
                        ColumnsStore.nullableLong(row, "entity_id"),
                        row.getString("code"),
                        row.getString("message")))
                .list();
    }

    void deleteOfJob(long jobId) {
        jdbc.sql("DELETE FROM migration_event WHERE job_id = :job")
                .param("job", jobId)
                .update();
    }
}
