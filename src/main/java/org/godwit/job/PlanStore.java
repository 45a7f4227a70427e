package org.godwit.job;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.godwit.distribution.DistributionPointTakeover.TakeoverPlan;
import org.godwit.shared.CanonicalJson;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Component;

/** The tables of plans. A plan is written once and never changed. */
@Component
class PlanStore {

    /** A stored plan without its items. */
    record Header(long id, long jobId, String digest, String createdBy, Instant createdAt, Parts parts) {}

    /**
     * What a plan says beside its items.
     *
     * @param clientDigest over every client and what becomes of it; null if there are none, or in plans of former versions
     */
    record Parts(
            MigrationPlan.@Nullable Clients clients,
            @Nullable String clientDigest,
            MigrationPlan.@Nullable Content content,
            List<String> notGathered,
            @Nullable TakeoverPlan takeover,
            List<MigrationPlan.Growth> growth,
            MigrationPlan.@Nullable Undo undo) {}

    private static final String INSERT_ITEM = """
            INSERT INTO migration_plan_item (plan_id, position, entity_id, object_type, source_key, name, target_name,
                destination_key, fate, reason_code, reason, version, payload, source_digest, target_digest,
                destination_digest, details)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final int BATCH = 500;
    private static final int LONGEST_REASON = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    PlanStore(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** How much a plan moves: objects, clients to be created or updated, and files. */
    long records(Header plan) {
        long objects = jdbc.sql("SELECT COUNT(*) FROM migration_plan_item WHERE plan_id = ?")
                .param(plan.id())
                .query(Long.class)
                .single();
        MigrationPlan.Clients clients = plan.parts().clients();
        MigrationPlan.Content content = plan.parts().content();
        return objects
                + (clients == null ? 0 : clients.create() + clients.update())
                + (content == null ? 0 : content.files());
    }

    /** A plan without items and digest; {@link #seal} ends it. */
    long insert(long jobId, String createdBy, Instant createdAt) {
        KeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO migration_plan (job_id, digest, created_by, created_at) VALUES (:job, '', :by, :at)")
                .param("job", jobId)
                .param("by", createdBy)
                .param("at", ColumnsStore.utc(createdAt))
                .update(id, "id");
        return Objects.requireNonNull(id.getKey()).longValue();
    }

    void seal(long planId, String digest, Parts parts) {
        jdbc.sql("UPDATE migration_plan SET digest = :digest, clients = :clients, content = :content,"
                        + " client_digest = :clientDigest, not_gathered = :missing, takeover = :takeover, growth = :growth,"
                        + " [undo] = :undo WHERE id = :id")
                .param("digest", digest)
                .param("clients", ColumnsStore.json(parts.clients()))
                .param("content", ColumnsStore.json(parts.content()))
                .param("clientDigest", parts.clientDigest(), Types.NVARCHAR)
                .param("missing", CanonicalJson.write(parts.notGathered()))
                .param("takeover", ColumnsStore.json(parts.takeover()))
                .param("growth", CanonicalJson.write(parts.growth()))
                .param("undo", ColumnsStore.json(parts.undo()))
                .param("id", planId)
                .update();
    }

    void insertItems(long planId, List<PlannedItem> items) {
        batches.batchUpdate(INSERT_ITEM, items, BATCH, (row, item) -> write(row, planId, item));
    }

    private static void write(PreparedStatement row, long planId, PlannedItem item) throws SQLException {
        String reason = item.reason();
        row.setLong(1, planId);
        row.setInt(2, item.position());
        row.setLong(3, item.entityId());
        row.setString(4, item.type().name());
        row.setString(5, item.sourceKey());
        row.setString(6, item.name());
        row.setString(7, item.targetName());
        row.setString(8, item.destinationKey());
        row.setString(9, item.fate().name());
        row.setString(10, item.reasonCode());
        row.setString(
                11, reason == null || reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON));
        row.setString(12, item.version());
        row.setString(13, item.payload());
        row.setString(14, item.sourceDigest());
        row.setString(15, item.targetDigest());
        row.setString(16, item.destinationDigest());
        row.setString(17, CanonicalJson.write(item.details()));
    }

    Optional<Header> header(long planId) {
        return jdbc.sql("SELECT * FROM migration_plan WHERE id = :id")
                .param("id", planId)
                .query((row, n) -> header(row))
                .optional();
    }

    /** Every plan ever made for a job, newest first. */
    List<Header> ofJob(long jobId) {
        return jdbc.sql("SELECT * FROM migration_plan WHERE job_id = :job ORDER BY id DESC")
                .param("job", jobId)
                .query((row, n) -> header(row))
                .list();
    }

    /** All items, without payloads, in order. */
    List<PlannedItem> items(long planId) {
        return jdbc.sql("""
                SELECT position, entity_id, object_type, source_key, name, target_name, destination_key, fate,
                       reason_code, reason, version, NULL AS payload, source_digest, target_digest, destination_digest,
                       details
                FROM migration_plan_item WHERE plan_id = :plan ORDER BY position
                """).param("plan", planId).query((row, n) -> item(row)).list();
    }

    /** The items at these positions, with payloads, in order. The range lets any database find them by the index. */
    List<PlannedItem> items(long planId, List<Integer> positions) {
        if (positions.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                SELECT position, entity_id, object_type, source_key, name, target_name, destination_key, fate,
                       reason_code, reason, version, payload, source_digest, target_digest, destination_digest, details
                FROM migration_plan_item
                WHERE plan_id = :plan AND position BETWEEN :first AND :last AND position IN (:positions) ORDER BY position
                """)
                .param("plan", planId)
                .param("first", Collections.min(positions))
                .param("last", Collections.max(positions))
                .param("positions", positions)
                .query((row, n) -> item(row))
                .list();
    }

    /** Godwit's ids of the gathered objects that a job's plans named, by {@code TYPE/sourceKey}. */
    Map<String, Long> entityIds(long jobId) {
        Map<String, Long> ids = new HashMap<>();
        jdbc.sql("""
                SELECT DISTINCT i.object_type, i.source_key, i.entity_id
                FROM migration_plan_item i JOIN migration_plan p ON p.id = i.plan_id WHERE p.job_id = :job
                """)
                .param("job", jobId)
                .query((row, n) -> ids.put(
                        row.getString("object_type") + "/" + row.getString("source_key"), row.getLong("entity_id")))
                .list();
        return ids;
    }

    void deleteOfJob(long jobId) {
        jdbc.sql("DELETE FROM migration_plan_item WHERE plan_id IN (SELECT id FROM migration_plan WHERE job_id = :job)")
                .param("job", jobId)
                .update();
        jdbc.sql("DELETE FROM migration_plan WHERE job_id = :job")
                .param("job", jobId)
                .update();
    }

    private static Header header(ResultSet row) throws SQLException {
        return new Header(
                row.getLong("id"),
                row.getLong("job_id"),
                row.getString("digest"),
                row.getString("created_by"),
                ColumnsStore.instant(row, "created_at"),
                new Parts(
                        ColumnsStore.json(row, "clients", MigrationPlan.Clients.class),
                        row.getString("client_digest"),
                        ColumnsStore.json(row, "content", MigrationPlan.Content.class),
                        list(ColumnsStore.json(row, "not_gathered", String[].class)),
                        ColumnsStore.json(row, "takeover", TakeoverPlan.class),
                        list(ColumnsStore.json(row, "growth", MigrationPlan.Growth[].class)),
                        ColumnsStore.json(row, "undo", MigrationPlan.Undo.class)));
    }

    /** Plans of former versions have none. */
    private static <T> List<T> list(T @Nullable [] values) {
        return values == null ? List.of() : List.of(values);
    }

    private static PlannedItem item(ResultSet row) throws SQLException {
        return new PlannedItem(
                row.getInt("position"),
                row.getLong("entity_id"),
                ObjectType.valueOf(row.getString("object_type")),
                row.getString("source_key"),
                row.getString("name"),
                row.getString("target_name"),
                row.getString("destination_key"),
                Fate.valueOf(row.getString("fate")),
                row.getString("reason_code"),
                row.getString("reason"),
                row.getString("version"),
                row.getString("payload"),
                row.getString("source_digest"),
                row.getString("target_digest"),
                row.getString("destination_digest"),
                CanonicalJson.read(row.getString("details"), PlannedItem.Details.class));
    }
}
