package org.godwit.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.godwit.shared.CanonicalJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Component;

/** The table of runs: which plan, which phase, how far, and what came of it. */
@Component
class RunStore {

    /**
     * @param selection what this run takes: the job's selection, or what failed in the run before
     * @param retryOf the run of everything of which this one does again what failed; null if it is one itself
     * @param planId null until it is planned
     * @param phase the phase it is in; those before are done
     * @param rate items or bytes a second in this phase
     */
    record Run(
            long id,
            long jobId,
            int number,
            String startedBy,
            Instant startedAt,
            @Nullable Instant finishedAt,
            JobStatus status,
            JobSelection selection,
            @Nullable Long retryOf,
            @Nullable Long planId,
            Phase phase,
            long done,
            long total,
            long bytesDone,
            long bytesTotal,
            double rate,
            MigrationJob.@Nullable Failure failure,
            MigrationJob.@Nullable ClientsDone clients,
            ContentResult content,
            MigrationJob.@Nullable TakeoverDone takeover,
            MigrationJob.@Nullable Verification verification) {

        /** The run of everything that it belongs to: itself, or the one of which it is a retry. */
        long whole() {
            return retryOf == null ? id : retryOf;
        }
    }

    /** What the content phase did, with the packages it could not publish. */
    record ContentResult(MigrationJob.@Nullable ContentDone done, List<FailedPackage> failures) {
        static final ContentResult NONE = new ContentResult(null, List.of());
    }

    record FailedPackage(String packageId, String distributionPoint, String code, String message) {}

    private final JdbcClient jdbc;

    RunStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long insert(
            long jobId,
            int number,
            String startedBy,
            Instant startedAt,
            JobSelection selection,
            @Nullable Long retryOf,
            @Nullable Long planId) {
        KeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("""
                INSERT INTO migration_run (job_id, run_number, started_by, started_at, status, selection, retry_of, plan_id,
                    phase, done, total, bytes_done, bytes_total, rate)
                VALUES (:job, :number, :by, :at, 'RUNNING', :selection, :retryOf, :plan, 'PLAN', 0, 0, 0, 0, 0)
                """)
                .param("job", jobId)
                .param("number", number)
                .param("by", startedBy)
                .param("at", ColumnsStore.utc(startedAt))
                .param("selection", CanonicalJson.write(selection))
                .param("retryOf", retryOf, Types.BIGINT)
                .param("plan", planId, Types.BIGINT)
                .update(id, "id");
        return Objects.requireNonNull(id.getKey()).longValue();
    }

    Optional<Run> find(long runId) {
        return jdbc.sql("SELECT * FROM migration_run WHERE id = :id")
                .param("id", runId)
                .query((row, n) -> read(row))
                .optional();
    }

    Map<Long, Run> byIds(Collection<Long> runIds) {
        Map<Long, Run> runs = new LinkedHashMap<>();
        if (!runIds.isEmpty()) {
            jdbc.sql("SELECT * FROM migration_run WHERE id IN (:ids)")
                    .param("ids", runIds)
                    .query((row, n) -> read(row))
                    .list()
                    .forEach(run -> runs.put(run.id(), run));
        }
        return runs;
    }

    /** What these runs came to, each with the runs before it that it belongs to; by the run's id. */
    Map<Long, RunOutcome> outcomes(Collection<Long> runIds) {
        Map<Long, RunOutcome> outcomes = new LinkedHashMap<>();
        byIds(runIds).values().forEach(run -> outcomes.put(run.id(), outcome(run)));
        return outcomes;
    }

    RunOutcome outcome(Run run) {
        return run.retryOf() == null
                ? new RunOutcome(List.of(run))
                : new RunOutcome(jdbc.sql("SELECT * FROM migration_run WHERE job_id = :job"
                                + " AND (id = :whole OR retry_of = :whole) AND id <= :run ORDER BY id")
                        .param("job", run.jobId())
                        .param("whole", run.whole())
                        .param("run", run.id())
                        .query((row, n) -> read(row))
                        .list());
    }

    /** Every run of a job, newest first. */
    List<Run> ofJob(long jobId) {
        return jdbc.sql("SELECT * FROM migration_run WHERE job_id = :job ORDER BY run_number DESC")
                .param("job", jobId)
                .query((row, n) -> read(row))
                .list();
    }

    void planned(long runId, long planId) {
        jdbc.sql("UPDATE migration_run SET plan_id = :plan WHERE id = :id")
                .param("plan", planId)
                .param("id", runId)
                .update();
    }

    void enterPhase(long runId, Phase phase) {
        jdbc.sql(
                        "UPDATE migration_run SET phase = :phase, done = 0, total = 0, bytes_done = 0, bytes_total = 0, rate = 0"
                                + " WHERE id = :id")
                .param("phase", phase.name())
                .param("id", runId)
                .update();
    }

    void progress(long runId, long done, long total, long bytesDone, long bytesTotal, double rate) {
        jdbc.sql("UPDATE migration_run SET done = :done, total = :total, bytes_done = :bytesDone,"
                        + " bytes_total = :bytesTotal, rate = :rate WHERE id = :id")
                .param("done", done)
                .param("total", total)
                .param("bytesDone", bytesDone)
                .param("bytesTotal", bytesTotal)
                .param("rate", rate)
                .param("id", runId)
                .update();
    }

    void clients(long runId, MigrationJob.ClientsDone clients) {
        set(runId, "clients", clients);
    }

    void content(long runId, ContentResult content) {
        set(runId, "content", content);
    }

    void takeover(long runId, MigrationJob.TakeoverDone takeover) {
        set(runId, "takeover", takeover);
    }

    void verification(long runId, MigrationJob.Verification verification) {
        set(runId, "verification", verification);
    }

    private void set(long runId, String column, Object value) {
        jdbc.sql("UPDATE migration_run SET " + column + " = :value WHERE id = :id")
                .param("value", CanonicalJson.write(value))
                .param("id", runId)
                .update();
    }

    /** Lets a stopped run go on. */
    void resumed(long runId) {
        jdbc.sql("UPDATE migration_run SET status = 'RUNNING', finished_at = NULL, failure = NULL WHERE id = :id")
                .param("id", runId)
                .update();
    }

    void finished(long runId, JobStatus status, Instant at, MigrationJob.@Nullable Failure failure) {
        jdbc.sql("UPDATE migration_run SET status = :status, finished_at = :at, failure = :failure WHERE id = :id")
                .param("status", status.name())
                .param("at", ColumnsStore.utc(at))
                .param("failure", ColumnsStore.json(failure))
                .param("id", runId)
                .update();
    }

    void deleteOfJob(long jobId) {
        jdbc.sql("DELETE FROM migration_run_item WHERE run_id IN (SELECT id FROM migration_run WHERE job_id = :job)")
                .param("job", jobId)
                .update();
        jdbc.sql("DELETE FROM migration_run WHERE job_id = :job")
                .param("job", jobId)
                .update();
    }

    private static Run read(ResultSet row) throws SQLException {
        ContentResult content = ColumnsStore.json(row, "content", ContentResult.class);
        return new Run(
                row.getLong("id"),
                row.getLong("job_id"),
                row.getInt("run_number"),
                row.getString("started_by"),
                ColumnsStore.instant(row, "started_at"),
                ColumnsStore.nullableInstant(row, "finished_at"),
                JobStatus.valueOf(row.getString("status")),
                CanonicalJson.read(row.getString("selection"), JobSelection.class),
                ColumnsStore.nullableLong(row, "retry_of"),
                ColumnsStore.nullableLong(row, "plan_id"),
                Phase.valueOf(row.getString("phase")),
                row.getLong("done"),
                row.getLong("total"),
                row.getLong("bytes_done"),
                row.getLong("bytes_total"),
                row.getDouble("rate"),
                ColumnsStore.json(row, "failure", MigrationJob.Failure.class),
                ColumnsStore.json(row, "clients", MigrationJob.ClientsDone.class),
                content == null ? ContentResult.NONE : content,
                ColumnsStore.json(row, "takeover", MigrationJob.TakeoverDone.class),
                ColumnsStore.json(row, "verification", MigrationJob.Verification.class));
    }
}
