package org.godwit.destination;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.destination.DestinationObjects.ObjectKey;
import org.godwit.shared.Chunks;
import org.godwit.site.ObjectType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes the tables of destination objects, their origins and scopes, many rows at a time. */
@Component
class ObjectWriteStore {

    private static final int BATCH = 500;

    /** A row to be made. */
    record NewRow(ObjectType type, ObjectState state, long hierarchyId, String sourceKey) {
        ObjectKey objectKey() {
            return new ObjectKey(type, state.key());
        }
    }

    private record ScopeRow(long objectId, String scope) {}

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    ObjectWriteStore(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
    }

    /** @return the ids given to the new objects */
    Map<ObjectKey, Long> insert(List<NewRow> rows, Instant createdAt) {
        batches.batchUpdate("""
                INSERT INTO destination_object (object_type, object_key, name, version, payload, payload_digest,
                    content_owner, created_at, modified_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, rows, BATCH, (statement, row) -> {
            statement.setString(1, row.type().name());
            statement.setString(2, row.state().key());
            int next = columns(statement, 3, row.state());
            statement.setObject(next, DestinationObjectStore.utc(createdAt));
            statement.setObject(next + 1, DestinationObjectStore.utc(row.state().modifiedAt()));
        });
        Map<ObjectKey, Long> ids = ids(rows);
        batches.batchUpdate(
                "INSERT INTO destination_object_origin (hierarchy_id, object_type, source_key, object_id)"
                        + " VALUES (?, ?, ?, ?)",
                rows,
                BATCH,
                (statement, row) -> {
                    statement.setLong(1, row.hierarchyId());
                    statement.setString(2, row.type().name());
                    statement.setString(3, row.sourceKey());
                    statement.setLong(4, idOf(ids, row));
                });
        insertScopes(rows.stream()
                .flatMap(row -> row.state().securityScopes().stream().map(scope -> new ScopeRow(idOf(ids, row), scope)))
                .toList());
        return ids;
    }

    private static long idOf(Map<ObjectKey, Long> ids, NewRow row) {
        return Objects.requireNonNull(ids.get(row.objectKey()), "what was inserted has an id");
    }

    private Map<ObjectKey, Long> ids(List<NewRow> rows) {
        Map<ObjectType, List<String>> keys = new EnumMap<>(ObjectType.class);
        rows.forEach(row -> keys.computeIfAbsent(row.type(), t -> new ArrayList<>())
                .add(row.state().key()));
        Map<ObjectKey, Long> ids = new HashMap<>();
        keys.forEach((type, ofType) -> {
            for (List<String> chunk : Chunks.forStatements(ofType)) {
                jdbc.sql("SELECT id, object_key FROM destination_object WHERE object_type = :type"
                                + " AND object_key IN (:keys)")
                        .param("type", type.name())
                        .param("keys", chunk)
                        .query((row, n) -> ids.put(new ObjectKey(type, row.getString("object_key")), row.getLong("id")))
                        .list();
            }
        });
        return ids;
    }

    /** @param states what the objects shall be, by their ids */
    void update(Map<Long, ObjectState> states) {
        batches.batchUpdate("""
                UPDATE destination_object SET object_key = ?, name = ?, version = ?, payload = ?, payload_digest = ?,
                    content_owner = ?, modified_at = ?
                WHERE id = ?
                """, states.entrySet(), BATCH, (statement, row) -> {
            statement.setString(1, row.getValue().key());
            int next = columns(statement, 2, row.getValue());
            statement.setObject(next, DestinationObjectStore.utc(row.getValue().modifiedAt()));
            statement.setLong(next + 1, row.getKey());
        });
        deleteFrom("destination_object_scope", "object_id", states.keySet());
        List<ScopeRow> scopes = new ArrayList<>();
        states.forEach((id, state) -> state.securityScopes().forEach(scope -> scopes.add(new ScopeRow(id, scope))));
        insertScopes(scopes);
    }

    void delete(Collection<Long> objectIds) {
        deleteFrom("destination_object_scope", "object_id", objectIds);
        deleteFrom("destination_object_origin", "object_id", objectIds);
        deleteFrom("destination_object", "id", objectIds);
    }

    private void deleteFrom(String table, String column, Collection<Long> objectIds) {
        for (List<Long> chunk : Chunks.forStatements(objectIds)) {
            jdbc.sql("DELETE FROM " + table + " WHERE " + column + " IN (:ids)")
                    .param("ids", chunk)
                    .update();
        }
    }

    private void insertScopes(List<ScopeRow> rows) {
        batches.batchUpdate(
                "INSERT INTO destination_object_scope (object_id, scope_name) VALUES (?, ?)",
                rows,
                BATCH,
                (statement, row) -> {
                    statement.setLong(1, row.objectId());
                    statement.setString(2, row.scope());
                });
    }

    /** Sets name, version, payload, digest and owner; answers the next parameter's number. */
    private static int columns(PreparedStatement statement, int first, ObjectState state) throws SQLException {
        statement.setString(first, state.name());
        statement.setString(first + 1, state.version());
        statement.setString(first + 2, state.payload());
        statement.setString(first + 3, state.payloadDigest());
        statement.setString(first + 4, state.contentOwner());
        return first + 5;
    }
}
