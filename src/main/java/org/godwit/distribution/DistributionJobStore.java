package org.godwit.distribution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** Distribution jobs and their pairs. */
@Repository
class DistributionJobStore {

    private static final Map<String, String> SORTABLE =
            Map.of("id", "j.id", "name", "j.name", "createdAt", "j.created_at", "nextRunAt", "j.next_run_at");

    private final JdbcClient jdbc;

    DistributionJobStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A job without what is kept elsewhere. */
    record Row(
            long id,
            String name,
            List<String> packageIds,
            @Nullable String every,
            @Nullable Instant nextRunAt,
            String createdBy,
            Instant createdAt) {}

    long add(Row job) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO distribution_job (name, package_ids, repeat_every, next_run_at, created_by, created_at)
                        VALUES (:name, :packages, :every, :next, :by, :at)""")
                .param("name", job.name())
                .param("packages", CanonicalJson.write(job.packageIds()))
                .param("every", job.every())
                .param("next", PointStore.utcOrNull(job.nextRunAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("by", job.createdBy())
                .param("at", PointStore.utc(job.createdAt()))
                .update(key, "id");
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    void change(Row job) {
        jdbc.sql("""
                        UPDATE distribution_job SET name = :name, package_ids = :packages, repeat_every = :every,
                            next_run_at = :next, created_by = :by WHERE id = :id""")
                .param("name", job.name())
                .param("packages", CanonicalJson.write(job.packageIds()))
                .param("every", job.every())
                .param("next", PointStore.utcOrNull(job.nextRunAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("by", job.createdBy())
                .param("id", job.id())
                .update();
    }

    void nextRun(long id, @Nullable Instant at) {
        jdbc.sql("UPDATE distribution_job SET next_run_at = :next WHERE id = :id")
                .param("next", PointStore.utcOrNull(at), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", id)
                .update();
    }

    void putPairs(long jobId, List<DistributionJob.Pair> pairs) {
        removePairs(jobId);
        for (DistributionJob.Pair pair : pairs) {
            jdbc.sql("INSERT INTO distribution_job_pair (job_id, from_point_id, to_point_id) VALUES (:job, :from, :to)")
                    .param("job", jobId)
                    .param("from", pair.from())
                    .param("to", pair.to())
                    .update();
        }
    }

    private void removePairs(long jobId) {
        jdbc.sql("DELETE FROM distribution_job_pair WHERE job_id = :job")
                .param("job", jobId)
                .update();
    }

    void remove(long jobId) {
        removePairs(jobId);
        jdbc.sql("DELETE FROM distribution_job WHERE id = :job")
                .param("job", jobId)
                .update();
    }

    List<DistributionJob.Pair> pairs(long jobId) {
        return jdbc.sql("""
                        SELECT r.from_point_id, r.to_point_id, f.name AS from_name, t.name AS to_name
                        FROM distribution_job_pair r
                        JOIN distribution_point f ON f.id = r.from_point_id
                        JOIN distribution_point t ON t.id = r.to_point_id
                        WHERE r.job_id = :job ORDER BY f.name, t.name""")
                .param("job", jobId)
                .query((row, n) -> new DistributionJob.Pair(
                        row.getLong("from_point_id"),
                        row.getLong("to_point_id"),
                        row.getString("from_name"),
                        row.getString("to_name")))
                .list();
    }

    Optional<Row> find(long id) {
        return jdbc.sql("SELECT * FROM distribution_job j WHERE j.id = :id")
                .param("id", id)
                .query(DistributionJobStore::row)
                .optional();
    }

    boolean named(String name, long except) {
        return jdbc.sql("SELECT COUNT(*) FROM distribution_job WHERE name = :name AND id <> :except")
                        .param("name", name)
                        .param("except", except)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** @param scopes those all points of a job must be in one of; null for all */
    Page<Row> list(@Nullable Set<String> scopes, PageQuery query) {
        String where = scopes == null
                ? ""
                : scopes.isEmpty()
                        ? " WHERE 1 = 0"
                        : " WHERE NOT EXISTS (SELECT 1 FROM distribution_job_pair r WHERE r.job_id = j.id AND ("
                                + out("r.from_point_id") + " OR " + out("r.to_point_id") + "))";
        Map<String, Object> values = Map.of("scopes", scopes == null ? Set.of() : scopes);
        long total = jdbc.sql("SELECT COUNT(*) FROM distribution_job j" + where)
                .params(values)
                .query(Long.class)
                .single();
        List<Row> items = jdbc.sql("SELECT * FROM distribution_job j" + where + " ORDER BY "
                        + query.orderBy(SORTABLE, "j.name", "j.id")
                        + " OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .params(values)
                .param("offset", query.offset())
                .param("size", query.size())
                .query(DistributionJobStore::row)
                .list();
        return new Page<>(items, query.page(), query.size(), total);
    }

    private static String out(String column) {
        return "NOT EXISTS (SELECT 1 FROM distribution_point_scope s WHERE s.distribution_point_id = " + column
                + " AND s.scope_name IN (:scopes))";
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getString("name"),
                List.of(CanonicalJson.read(row.getString("package_ids"), String[].class)),
                row.getString("repeat_every"),
                PointStore.instantOrNull(row.getObject("next_run_at", OffsetDateTime.class)),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
