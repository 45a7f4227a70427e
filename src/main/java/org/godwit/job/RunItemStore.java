package org.godwit.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of objects in runs, each with its state. */
@Component
class RunItemStore {

    private static final Map<String, String> SORTABLE = Map.of(
            "entityId", "i.entity_id",
            "type", "p.object_type",
            "sourceKey", "p.source_key",
            "name", "p.name",
            "fate", "p.fate",
            "status", "i.status",
            "finishedAt", "i.finished_at",
            "run", "r.run_number");

    /** An item of some runs that no later one of these runs has again. Objects that are no longer gathered have the id 0. */
    private static final String NEWEST = " AND NOT EXISTS (SELECT 1 FROM migration_run_item x WHERE x.run_id IN (:runs)"
            + " AND x.run_id > i.run_id AND x.entity_id = i.entity_id AND x.entity_id <> 0)";

    private static final String PLANNED = " JOIN migration_run r ON r.id = i.run_id"
            + " JOIN migration_plan_item p ON p.plan_id = r.plan_id AND p.position = i.position";
    private static final int LONGEST_MESSAGE = 2000;

    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    RunItemStore(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /**
     * Puts every item of the plan into the run; what the plan leaves alone is skipped at once. Twice does nothing more.
     *
     * @param before runs of which this one is a retry: what they have done, and the plan only finds up to date, is not in it
     */
    void insertFromPlan(long runId, long planId, Collection<Long> before, Instant now) {
        String doneBefore = before.isEmpty() ? "" : """
                  AND NOT (COALESCE(p.reason_code, '') = 'UP_TO_DATE' AND EXISTS (SELECT 1 FROM migration_run_item e
                      WHERE e.run_id IN (:before) AND e.entity_id = p.entity_id AND e.status = 'COMPLETED'))
                """;
        jdbc.sql("""
                INSERT INTO migration_run_item (run_id, position, entity_id, status, destination_key, code, message,
                    finished_at)
                SELECT :run, p.position, p.entity_id,
                       CASE WHEN p.fate IN ('SKIP', 'BLOCKED') THEN 'SKIPPED' ELSE 'NOT_STARTED' END,
                       CASE WHEN p.fate = 'SKIP' THEN p.destination_key ELSE NULL END,
                       CASE WHEN p.fate IN ('SKIP', 'BLOCKED') THEN p.reason_code ELSE NULL END,
                       CASE WHEN p.fate IN ('SKIP', 'BLOCKED') THEN p.reason ELSE NULL END,
                       CASE WHEN p.fate IN ('SKIP', 'BLOCKED') THEN CAST(:now AS DATETIMEOFFSET(7)) ELSE NULL END
                FROM migration_plan_item p
                WHERE p.plan_id = :plan
                  AND NOT EXISTS (SELECT 1 FROM migration_run_item x WHERE x.run_id = :run AND x.position = p.position)
                """ + doneBefore)
                .param("before", before)
                .param("run", runId)
                .param("plan", planId)
                .param("now", ColumnsStore.utc(now))
                .update();
    }

    /** Positions still to be done, in order. */
    List<Integer> open(long runId) {
        return jdbc.sql("SELECT position FROM migration_run_item WHERE run_id = :run"
                        + " AND status IN ('NOT_STARTED', 'RUNNING') ORDER BY position")
                .param("run", runId)
                .query((row, number) -> row.getInt(1))
                .list();
    }

    /** What became of an item. */
    record Done(
            int position,
            ItemStatus status,
            @Nullable String destinationKey,
            @Nullable String code,
            @Nullable String message) {

        static Done completed(int position, @Nullable String destinationKey) {
            return new Done(position, ItemStatus.COMPLETED, destinationKey, null, null);
        }
    }

    void finish(long runId, List<Done> items, Instant at) {
        batches.batchUpdate(
                "UPDATE migration_run_item SET status = ?, destination_key = ?, code = ?, message = ?, finished_at = ?"
                        + " WHERE run_id = ? AND position = ?",
                items,
                BATCH,
                (row, item) -> {
                    String message = item.message();
                    row.setString(1, item.status().name());
                    row.setString(2, item.destinationKey());
                    row.setString(3, item.code());
                    row.setString(
                            4,
                            message == null || message.length() <= LONGEST_MESSAGE
                                    ? message
                                    : message.substring(0, LONGEST_MESSAGE));
                    row.setObject(5, ColumnsStore.utc(at));
                    row.setLong(6, runId);
                    row.setInt(7, item.position());
                });
    }

    Map<Integer, ItemStatus> statuses(long runId) {
        Map<Integer, ItemStatus> statuses = new HashMap<>();
        jdbc.sql("SELECT position, status FROM migration_run_item WHERE run_id = :run")
                .param("run", runId)
                .query((row, n) -> statuses.put(row.getInt("position"), ItemStatus.valueOf(row.getString("status"))))
                .list();
        return statuses;
    }

    /** How many items are in each state, by run. */
    Map<Long, Map<ItemStatus, Long>> counts(Collection<Long> runIds) {
        Map<Long, Map<ItemStatus, Long>> counts = new HashMap<>();
        if (!runIds.isEmpty()) {
            jdbc.sql("SELECT run_id, status, COUNT(*) AS items FROM migration_run_item WHERE run_id IN (:runs)"
                            + " GROUP BY run_id, status")
                    .param("runs", runIds)
                    .query((row, n) -> counts.computeIfAbsent(
                                    row.getLong("run_id"), id -> new EnumMap<>(ItemStatus.class))
                            .put(ItemStatus.valueOf(row.getString("status")), row.getLong("items")))
                    .list();
        }
        return counts;
    }

    /** How many items are in each state, where a later run counts for what it has again. */
    Map<ItemStatus, Long> counts(RunOutcome outcome) {
        Map<ItemStatus, Long> counts = new EnumMap<>(ItemStatus.class);
        jdbc.sql("SELECT i.status, COUNT(*) AS items FROM migration_run_item i" + of(outcome) + " GROUP BY i.status")
                .param("runs", outcome.ids())
                .query((row, n) -> counts.put(ItemStatus.valueOf(row.getString("status")), row.getLong("items")))
                .list();
        return counts;
    }

    private static String of(RunOutcome outcome) {
        return " WHERE i.run_id IN (:runs)" + (outcome.runs().size() == 1 ? "" : NEWEST);
    }

    /**
     * Objects, each as the last of the runs that has it left it.
     *
     * @param name part of the name or of the source key; null for all
     */
    Page<JobItem> list(RunOutcome outcome, @Nullable ItemStatus status, @Nullable String name, PageQuery page) {
        String where = of(outcome) + (status == null ? "" : " AND i.status = :status");
        Map<String, Object> params = new HashMap<>(Map.of("runs", outcome.ids()));
        if (status != null) {
            params.put("status", status.name());
        }
        if (name != null) {
            where += " AND (p.name LIKE :name ESCAPE '!' OR p.source_key LIKE :name ESCAPE '!')";
            params.put("name", "%" + name.replaceAll("[!%_\\[]", "!$0") + "%");
        }
        Long total = jdbc.sql("SELECT COUNT(*) FROM migration_run_item i" + (name == null ? "" : PLANNED) + where)
                .params(params)
                .query(Long.class)
                .single();
        List<JobItem> items = jdbc.sql("""
                SELECT r.run_number, i.entity_id, p.object_type, p.source_key, p.name, p.fate, i.status, i.destination_key, i.code,
                       i.message, i.finished_at
                FROM migration_run_item i
                """
                        + PLANNED + where + " ORDER BY "
                        + page.orderBy(SORTABLE, "i.run_id, i.position", "i.run_id, i.position")
                        + " OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .params(params)
                .param("offset", page.offset())
                .param("size", page.size())
                .query((row, n) -> read(row))
                .list();
        return new Page<>(items, page.page(), page.size(), total);
    }

    private static JobItem read(ResultSet row) throws SQLException {
        return new JobItem(
                row.getInt("run_number"),
                row.getLong("entity_id"),
                ObjectType.valueOf(row.getString("object_type")),
                row.getString("source_key"),
                row.getString("name"),
                Fate.valueOf(row.getString("fate")),
                ItemStatus.valueOf(row.getString("status")),
                row.getString("destination_key"),
                row.getString("code"),
                row.getString("message"),
                ColumnsStore.nullableInstant(row, "finished_at"));
    }
}
