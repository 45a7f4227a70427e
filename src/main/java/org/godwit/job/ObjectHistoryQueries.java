package org.godwit.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.job.ObjectRun.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What jobs ever did with a gathered object, with every message. */
@Component
class ObjectHistoryQueries {

    private final JdbcClient jdbc;

    ObjectHistoryQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param scopes names of scopes whose jobs are shown; null for all. Newest run first. */
    List<ObjectRun> of(long hierarchyId, long entityId, @Nullable List<String> scopes) {
        if (scopes != null && scopes.isEmpty()) {
            return List.of();
        }
        Map<String, List<Message>> events = events(entityId);
        String inScope = scopes == null
                ? ""
                : " AND EXISTS (SELECT 1 FROM migration_job_scope s WHERE s.job_id = j.id AND s.scope_name IN (:scopes))";
        return jdbc.sql("""
                SELECT j.id, j.name, r.run_number, p.fate, i.status, i.destination_key, i.finished_at, i.code, i.message
                FROM migration_run_item i JOIN migration_run r ON r.id = i.run_id JOIN migration_job j ON j.id = r.job_id
                     JOIN migration_plan_item p ON p.plan_id = r.plan_id AND p.position = i.position
                WHERE i.entity_id = :entity AND j.hierarchy_id = :hierarchy
                """ + inScope + " ORDER BY r.id DESC")
                .param("entity", entityId)
                .param("hierarchy", hierarchyId)
                .param("scopes", scopes == null ? List.of() : scopes)
                .query((row, n) -> read(row, events))
                .list();
    }

    private Map<String, List<Message>> events(long entityId) {
        Map<String, List<Message>> events = new HashMap<>();
        jdbc.sql("SELECT job_id, run_number, happened_at, code, message FROM migration_event WHERE entity_id = :entity"
                        + " ORDER BY id")
                .param("entity", entityId)
                .query((row, n) -> events.computeIfAbsent(
                                row.getLong("job_id") + "/" + row.getInt("run_number"), k -> new ArrayList<>())
                        .add(new Message(
                                ColumnsStore.instant(row, "happened_at"),
                                row.getString("code"),
                                row.getString("message"))))
                .list();
        return events;
    }

    private static ObjectRun read(ResultSet row, Map<String, List<Message>> events) throws SQLException {
        List<Message> messages =
                new ArrayList<>(events.getOrDefault(row.getLong("id") + "/" + row.getInt("run_number"), List.of()));
        String code = row.getString("code");
        Instant finished = ColumnsStore.nullableInstant(row, "finished_at");
        if (code != null) {
            String message = row.getString("message");
            messages.add(new Message(finished, code, message == null ? "" : message));
        }
        return new ObjectRun(
                row.getLong("id"),
                row.getString("name"),
                row.getInt("run_number"),
                Fate.valueOf(row.getString("fate")),
                ItemStatus.valueOf(row.getString("status")),
                row.getString("destination_key"),
                finished,
                messages);
    }
}
