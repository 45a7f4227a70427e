package org.godwit.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.godwit.catalog.Catalogue.EntityReference;
import org.godwit.catalog.EntityDetail.HistoryEntry;
import org.godwit.shared.Chunks;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was gathered: the entities, their references and what became of them. */
@Repository
class CatalogueStore {

    private static final String COLUMNS = "e.id, e.hierarchy_id, e.object_type, e.source_key, e.name, e.version,"
            + " %s AS status, e.payload_digest, e.first_gathered, e.last_changed";

    private static final String ENTITY = "SELECT " + COLUMNS.formatted("e.status") + " FROM migration_entity e";

    /** An entity on the exclusion list shows as EXCLUDED unless its state says more. */
    private static final String SHOWN_STATUS = "CASE WHEN x.entity_id IS NOT NULL"
            + " AND e.status IN ('AVAILABLE', 'MODIFIED', 'FAILED') THEN 'EXCLUDED' ELSE e.status END";

    private static final String SHOWN_FROM =
            " FROM migration_entity e LEFT JOIN entity_exclusion x ON x.entity_id = e.id";

    /** The order of an index, so that a page is found in it and nothing has to be sorted. */
    private static final String BY_TYPE_AND_NAME = "e.hierarchy_id, e.object_type, e.name, e.id";

    private static final Map<String, String> SORTABLE = Map.of(
            "id", "e.id",
            "type", "e.object_type",
            "sourceKey", "e.source_key",
            "name", "e.name",
            "version", "e.version",
            "status", SHOWN_STATUS,
            "lastChanged", "e.last_changed");

    private final JdbcClient jdbc;

    CatalogueStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Page<MigrationEntity> list(long hierarchyId, EntityFilter filter, PageQuery query) {
        Map<String, Object> parameters = new HashMap<>();
        String where = where(hierarchyId, filter, parameters);
        boolean byStatus =
                filter.status() != null || (query.sort() != null && query.sort().startsWith("status"));
        String from = byStatus ? SHOWN_FROM : " FROM migration_entity e";
        long total = jdbc.sql("SELECT COUNT(*)" + from + where)
                .params(parameters)
                .query(Long.class)
                .single();
        List<Long> ids = jdbc.sql("SELECT e.id" + from + where + " ORDER BY "
                        + query.orderBy(SORTABLE, BY_TYPE_AND_NAME, "e.id")
                        + " OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .params(parameters)
                .param("offset", query.offset())
                .param("size", query.size())
                .query((row, n) -> row.getLong(1))
                .list();
        List<MigrationEntity> items = shown(ids);
        return new Page<>(items, query.page(), query.size(), total);
    }

    /** In the order of their ids as given. */
    private List<MigrationEntity> shown(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, MigrationEntity> byId = new HashMap<>();
        jdbc.sql("SELECT " + COLUMNS.formatted(SHOWN_STATUS) + SHOWN_FROM + " WHERE e.id IN (:ids)")
                .param("ids", ids)
                .query(CatalogueStore::entity)
                .list()
                .forEach(entity -> byId.put(entity.id(), entity));
        return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
    }

    private static String where(long hierarchyId, EntityFilter filter, Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder(" WHERE e.hierarchy_id = :hierarchy");
        parameters.put("hierarchy", hierarchyId);
        if (filter.type() != null) {
            where.append(" AND e.object_type = :type");
            parameters.put("type", filter.type().name());
        }
        if (filter.status() != null) {
            where.append(" AND ").append(SHOWN_STATUS).append(" = :status");
            parameters.put("status", filter.status().name());
        }
        if (filter.site() != null && !filter.site().isBlank()) {
            where.append(" AND e.source_site = :site");
            parameters.put("site", filter.site().strip().toUpperCase(Locale.ROOT));
        }
        if (filter.name() != null && !filter.name().isBlank()) {
            where.append(" AND (LOWER(e.name) LIKE :name ESCAPE '\\' OR LOWER(e.source_key) LIKE :name ESCAPE '\\')");
            String escaped = filter.name().strip().toLowerCase(Locale.ROOT).replaceAll("[\\\\%_\\[]", "\\\\$0");
            parameters.put("name", "%" + escaped + "%");
        }
        return where.toString();
    }

    Optional<MigrationEntity> find(long hierarchyId, long id) {
        return jdbc.sql("SELECT " + COLUMNS.formatted(SHOWN_STATUS) + SHOWN_FROM
                        + " WHERE e.hierarchy_id = :hierarchy AND e.id = :id")
                .param("hierarchy", hierarchyId)
                .param("id", id)
                .query(CatalogueStore::entity)
                .optional();
    }

    List<MigrationEntity> selectable(long hierarchyId, Set<ObjectType> types) {
        Set<ObjectType> wanted = types.isEmpty() ? Set.of(ObjectType.values()) : types;
        return jdbc.sql(ENTITY + " WHERE e.hierarchy_id = :hierarchy AND e.object_type IN (:types)"
                        + " AND e.status <> 'REMOVED' AND NOT EXISTS"
                        + " (SELECT 1 FROM entity_exclusion x WHERE x.entity_id = e.id) ORDER BY e.id")
                .param("hierarchy", hierarchyId)
                .param("types", wanted.stream().map(Enum::name).toList())
                .query(CatalogueStore::entity)
                .list();
    }

    List<MigrationEntity> byIds(long hierarchyId, Collection<Long> ids) {
        List<MigrationEntity> found = new ArrayList<>();
        Chunks.forStatements(ids)
                .forEach(chunk -> found.addAll(
                        jdbc.sql(ENTITY + " WHERE e.hierarchy_id = :hierarchy AND e.id IN (:ids) ORDER BY e.id")
                                .param("hierarchy", hierarchyId)
                                .param("ids", chunk)
                                .query(CatalogueStore::entity)
                                .list()));
        return found;
    }

    List<MigrationEntity> byKeys(long hierarchyId, ObjectType type, Collection<String> sourceKeys) {
        List<MigrationEntity> found = new ArrayList<>();
        Chunks.forStatements(sourceKeys)
                .forEach(chunk ->
                        found.addAll(jdbc.sql(ENTITY + " WHERE e.hierarchy_id = :hierarchy AND e.object_type = :type"
                                        + " AND e.source_key IN (:keys) ORDER BY e.id")
                                .param("hierarchy", hierarchyId)
                                .param("type", type.name())
                                .param("keys", chunk)
                                .query(CatalogueStore::entity)
                                .list()));
        return found;
    }

    Map<Long, String> payloads(Collection<Long> ids) {
        Map<Long, String> found = new LinkedHashMap<>();
        Chunks.forStatements(ids)
                .forEach(chunk -> jdbc.sql("SELECT entity_id, payload FROM entity_payload WHERE entity_id IN (:ids)")
                        .param("ids", chunk)
                        .query(row -> {
                            found.put(row.getLong(1), row.getString(2));
                        }));
        return found;
    }

    List<EntityReference> referencesFrom(long hierarchyId, Collection<Long> ids) {
        return references("LEFT JOIN", "r.from_entity_id IN (:ids)", hierarchyId, ids);
    }

    List<EntityReference> referencesTo(long hierarchyId, Collection<Long> ids) {
        return references("JOIN", "t.id IN (:ids)", hierarchyId, ids);
    }

    private List<EntityReference> references(String targets, String which, long hierarchyId, Collection<Long> ids) {
        List<EntityReference> found = new ArrayList<>();
        Chunks.forStatements(ids)
                .forEach(chunk -> found.addAll(
                        jdbc.sql("SELECT r.from_entity_id, r.to_type, r.to_key, r.kind, t.id FROM entity_reference r "
                                        + targets + " migration_entity t ON t.hierarchy_id = r.hierarchy_id"
                                        + " AND t.object_type = r.to_type AND t.source_key = r.to_key"
                                        + " WHERE r.hierarchy_id = :hierarchy AND " + which + " ORDER BY r.id")
                                .param("hierarchy", hierarchyId)
                                .param("ids", chunk)
                                .query((row, n) -> new EntityReference(
                                        row.getLong(1),
                                        ObjectType.valueOf(row.getString(2)),
                                        row.getString(3),
                                        row.getString(4),
                                        nullableLong(row, 5)))
                                .list()));
        return found;
    }

    /** A REMOVED entity keeps that, and remembers the status for its return. */
    void mark(Collection<Long> ids, EntityStatus status) {
        Chunks.forStatements(ids)
                .forEach(chunk -> jdbc.sql(
                                "UPDATE migration_entity SET"
                                        + " status_before_removal = CASE WHEN status = 'REMOVED' THEN :status"
                                        + " ELSE status_before_removal END,"
                                        + " status = CASE WHEN status = 'REMOVED' THEN status ELSE :status END WHERE id IN (:ids)")
                        .param("status", status.name())
                        .param("ids", chunk)
                        .update());
    }

    List<TypeCount> counts(long hierarchyId) {
        Map<List<String>, Long> counts = new TreeMap<>(Comparator.comparing(List::toString));
        jdbc.sql("SELECT e.object_type, e.status, COUNT(*) FROM migration_entity e WHERE e.hierarchy_id = :hierarchy"
                        + " GROUP BY e.object_type, e.status")
                .param("hierarchy", hierarchyId)
                .query(row -> {
                    counts.put(List.of(row.getString(1), row.getString(2)), row.getLong(3));
                });
        jdbc.sql("SELECT e.object_type, e.status, COUNT(*) FROM entity_exclusion x"
                        + " JOIN migration_entity e ON e.id = x.entity_id WHERE x.hierarchy_id = :hierarchy"
                        + " AND e.status IN ('AVAILABLE', 'MODIFIED', 'FAILED') GROUP BY e.object_type, e.status")
                .param("hierarchy", hierarchyId)
                .query(row -> {
                    String type = row.getString(1);
                    counts.merge(List.of(type, row.getString(2)), -row.getLong(3), Long::sum);
                    counts.merge(List.of(type, EntityStatus.EXCLUDED.name()), row.getLong(3), Long::sum);
                });
        return counts.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> new TypeCount(
                        ObjectType.valueOf(count.getKey().get(0)),
                        EntityStatus.valueOf(count.getKey().get(1)),
                        count.getValue()))
                .toList();
    }

    List<HistoryEntry> history(long entityId) {
        return jdbc.sql("SELECT seen_at, event FROM entity_history WHERE entity_id = :id ORDER BY id DESC")
                .param("id", entityId)
                .query((row, n) -> new HistoryEntry(instant(row, "seen_at"), row.getString("event")))
                .list();
    }

    /**
     * Removes what is not needed after migration of these types; an entity that was migrated keeps its own row, also if it
     * changed since.
     */
    long cleanUp(long hierarchyId, Set<ObjectType> types) {
        String of =
                " (SELECT e.id FROM migration_entity e WHERE e.hierarchy_id = :hierarchy AND e.object_type IN (:types))";
        long rows = 0;
        for (String statement : List.of(
                "DELETE FROM entity_exclusion WHERE entity_id IN" + of,
                "DELETE FROM entity_history WHERE entity_id IN" + of,
                "DELETE FROM entity_reference WHERE from_entity_id IN" + of,
                "DELETE FROM entity_payload WHERE entity_id IN" + of,
                "DELETE FROM staged_entity WHERE hierarchy_id = :hierarchy AND object_type IN (:types)",
                "DELETE FROM staged_reference WHERE hierarchy_id = :hierarchy AND from_type IN (:types)",
                "DELETE FROM migration_entity WHERE hierarchy_id = :hierarchy AND object_type IN (:types)"
                        + " AND status NOT IN ('MIGRATED', 'MODIFIED') AND (status_before_removal IS NULL"
                        + " OR status_before_removal NOT IN ('MIGRATED', 'MODIFIED'))")) {
            rows += jdbc.sql(statement)
                    .param("hierarchy", hierarchyId)
                    .param("types", types.stream().map(Enum::name).toList())
                    .update();
        }
        return rows;
    }

    private static MigrationEntity entity(ResultSet row, int number) throws SQLException {
        return new MigrationEntity(
                row.getLong("id"),
                row.getLong("hierarchy_id"),
                ObjectType.valueOf(row.getString("object_type")),
                row.getString("source_key"),
                row.getString("name"),
                row.getString("version"),
                EntityStatus.valueOf(row.getString("status")),
                row.getString("payload_digest"),
                instant(row, "first_gathered"),
                instant(row, "last_changed"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Long nullableLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
