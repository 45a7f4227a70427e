package org.godwit.destination;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.destination.DestinationObjects.NamedObject;
import org.godwit.shared.Chunks;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the tables of destination objects, their origins and scopes. */
@Component
class DestinationObjectStore {

    private static final String COLUMNS = """
            SELECT o.id, o.object_type, o.object_key, o.name, o.version, o.payload, o.payload_digest, o.content_owner,
                   o.created_at, o.modified_at, s.hierarchy_id, s.source_key
            """;

    private static final String SELECT =
            COLUMNS + " FROM destination_object o LEFT JOIN destination_object_origin s ON s.object_id = o.id";
    /** From the origin, so that a few objects are found without looking at all. */
    private static final String SELECT_BY_ORIGIN =
            COLUMNS + " FROM destination_object_origin s JOIN destination_object o ON o.id = s.object_id";

    private final JdbcClient jdbc;

    DestinationObjectStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<String, DestinationObject> bySource(long hierarchyId, ObjectType type, Collection<String> sourceKeys) {
        Map<String, DestinationObject> found = new LinkedHashMap<>();
        for (List<String> chunk : Chunks.forStatements(sourceKeys)) {
            List<DestinationObject> objects = jdbc.sql(
                            SELECT_BY_ORIGIN
                                    + " WHERE s.hierarchy_id = :hierarchy AND s.object_type = :type AND s.source_key IN (:keys)")
                    .param("hierarchy", hierarchyId)
                    .param("type", type.name())
                    .param("keys", chunk)
                    .query((row, n) -> read(row, Set.of()))
                    .list();
            withScopes(objects).forEach(o -> found.put(o.sourceKey() == null ? o.key() : o.sourceKey(), o));
        }
        return found;
    }

    Optional<DestinationObject> byId(long id) {
        return Optional.ofNullable(byIds(List.of(id)).get(id));
    }

    /** By id; without those that are gone. */
    Map<Long, DestinationObject> byIds(Collection<Long> ids) {
        Map<Long, DestinationObject> found = new LinkedHashMap<>();
        for (List<Long> chunk : Chunks.forStatements(ids)) {
            List<DestinationObject> objects = jdbc.sql(SELECT + " WHERE o.id IN (:ids)")
                    .param("ids", chunk)
                    .query((row, n) -> read(row, Set.of()))
                    .list();
            withScopes(objects).forEach(o -> found.put(o.id(), o));
        }
        return found;
    }

    /** By key; without those that are gone. */
    Map<String, DestinationObject> byKeys(ObjectType type, Collection<String> keys) {
        Map<String, DestinationObject> found = new LinkedHashMap<>();
        for (List<String> chunk : Chunks.forStatements(keys)) {
            List<DestinationObject> objects = jdbc.sql(
                            SELECT + " WHERE o.object_type = :type AND o.object_key IN (:keys)")
                    .param("type", type.name())
                    .param("keys", chunk)
                    .query((row, n) -> read(row, Set.of()))
                    .list();
            withScopes(objects).forEach(o -> found.put(o.key(), o));
        }
        return found;
    }

    Map<String, NamedObject> byName(ObjectType type, Collection<String> names) {
        Map<String, NamedObject> found = new LinkedHashMap<>();
        for (List<String> chunk : Chunks.forStatements(names)) {
            jdbc.sql("""
                    SELECT o.name, o.object_key, s.hierarchy_id, s.source_key
                    FROM destination_object o LEFT JOIN destination_object_origin s ON s.object_id = o.id
                    WHERE o.object_type = :type AND o.name IN (:names) ORDER BY o.id
                    """)
                    .param("type", type.name())
                    .param("names", chunk)
                    .query((row, n) -> found.putIfAbsent(
                            row.getString("name").toLowerCase(Locale.ROOT),
                            new NamedObject(
                                    row.getString("object_key"),
                                    nullableLong(row, "hierarchy_id"),
                                    row.getString("source_key"))))
                    .list();
        }
        return found;
    }

    /** From source key to the key of the object that came from it. */
    Map<String, String> originKeys(long hierarchyId, ObjectType type, Collection<String> sourceKeys) {
        Map<String, String> found = new LinkedHashMap<>();
        for (List<String> chunk : Chunks.forStatements(sourceKeys)) {
            jdbc.sql("""
                    SELECT s.source_key, o.object_key
                    FROM destination_object_origin s JOIN destination_object o ON o.id = s.object_id
                    WHERE s.hierarchy_id = :hierarchy AND s.object_type = :type AND s.source_key IN (:keys)
                    """)
                    .param("hierarchy", hierarchyId)
                    .param("type", type.name())
                    .param("keys", chunk)
                    .query((row, n) -> found.put(row.getString("source_key"), row.getString("object_key")))
                    .list();
        }
        return found;
    }

    /** Which of these keys are in use for the type, in upper case. */
    Set<String> keysInUse(ObjectType type, Collection<String> keys) {
        Set<String> used = new HashSet<>();
        for (List<String> chunk : Chunks.forStatements(keys)) {
            jdbc.sql("SELECT object_key FROM destination_object WHERE object_type = :type AND object_key IN (:keys)")
                    .param("type", type.name())
                    .param("keys", chunk)
                    .query(String.class)
                    .list()
                    .forEach(k -> used.add(k.toUpperCase(Locale.ROOT)));
        }
        return used;
    }

    /** Keys in use for the type that begin with the destination's site code, in upper case. */
    Set<String> keysOfSite(ObjectType type, String siteCode) {
        Set<String> used = new HashSet<>();
        jdbc.sql("SELECT object_key FROM destination_object WHERE object_type = :type AND object_key LIKE :prefix")
                .param("type", type.name())
                .param("prefix", siteCode + "%")
                .query(String.class)
                .list()
                .forEach(k -> used.add(k.toUpperCase(Locale.ROOT)));
        return used;
    }

    List<DestinationObject> withScopes(List<DestinationObject> objects) {
        if (objects.isEmpty()) {
            return objects;
        }
        Map<Long, Set<String>> scopes = new LinkedHashMap<>();
        jdbc.sql("SELECT object_id, scope_name FROM destination_object_scope WHERE object_id IN (:ids)")
                .param("ids", objects.stream().map(DestinationObject::id).toList())
                .query((row, n) -> scopes.computeIfAbsent(row.getLong("object_id"), id -> new TreeSet<>())
                        .add(row.getString("scope_name")))
                .list();
        return objects.stream()
                .map(o -> o.withScopes(scopes.getOrDefault(o.id(), Set.of())))
                .toList();
    }

    static DestinationObject read(ResultSet row, Set<String> scopes) throws SQLException {
        return new DestinationObject(
                row.getLong("id"),
                ObjectType.valueOf(row.getString("object_type")),
                row.getString("object_key"),
                row.getString("name"),
                row.getString("version"),
                row.getString("payload"),
                row.getString("payload_digest"),
                nullableLong(row, "hierarchy_id"),
                row.getString("source_key"),
                row.getString("content_owner"),
                scopes,
                instant(row, "created_at"),
                instant(row, "modified_at"));
    }

    static @Nullable Long nullableLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
