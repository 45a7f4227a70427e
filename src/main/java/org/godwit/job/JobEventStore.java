package org.godwit.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of what happened in jobs: every message of every object, not only the first. It is read in the order of its index
 * by job, which an embedded database sees only where the whole index is named.
 */
@Component
class JobEventStore {

    /** Of a run: its message is the phase. */
    static final String PHASE_STARTED = "PHASE_STARTED";

    private static final int LONGEST_MESSAGE = 2000;
    private static final String SELECT =
            "SELECT id, happened_at, run_number, entity_id, code, message FROM migration_event ";

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
        return jdbc.sql(
                        SELECT
                                + "WHERE job_id = :job AND id > :after ORDER BY job_id, id OFFSET 0 ROWS FETCH NEXT :most ROWS ONLY")
                .param("job", jobId)
                .param("after", afterId)
                .param("most", most)
                .query((row, n) -> read(row))
                .list();
    }

    /** The newest first; all together are counted up to a number. */
    Page<JobEvent> newest(long jobId, PageQuery page, int countedAtMost) {
        long counted = jdbc.sql(
                        "SELECT COUNT(*) FROM (SELECT id FROM migration_event WHERE job_id = :job ORDER BY job_id, id"
                                + " OFFSET 0 ROWS FETCH NEXT :most ROWS ONLY) AS counted")
                .param("job", jobId)
                .param("most", countedAtMost)
                .query(Long.class)
                .single();
        return new Page<>(newest(jobId, page.offset(), page.size()), page.page(), page.size(), counted);
    }

    List<JobEvent> newest(long jobId, long skipped, int most) {
        return jdbc.sql(
                        SELECT
                                + "WHERE job_id = :job ORDER BY job_id DESC, id DESC OFFSET :skipped ROWS FETCH NEXT :most ROWS ONLY")
                .param("job", jobId)
                .param("skipped", skipped)
                .param("most", most)
                .query((row, n) -> read(row))
                .list();
    }

    /** Events of one kind in a run, in their order. */
    List<JobEvent> ofRun(long jobId, int run, String code) {
        return jdbc.sql(SELECT + "WHERE job_id = :job AND run_number = :run AND code = :code ORDER BY id")
                .param("job", jobId)
                .param("run", run)
                .param("code", code)
                .query((row, n) -> read(row))
                .list();
    }

    private static JobEvent read(ResultSet row) throws SQLException {
        return new JobEvent(
                row.getLong("id"),
                ColumnsStore.instant(row, "happened_at"),
                row.getInt("run_number"),
                ColumnsStore.nullableLong(row, "entity_id"),
                row.getString("code"),
                row.getString("message"));
    }

    void deleteOfJob(long jobId) {
        jdbc.sql("DELETE FROM migration_event WHERE job_id = :job")
                .param("job", jobId)
                .update();
    }
}
