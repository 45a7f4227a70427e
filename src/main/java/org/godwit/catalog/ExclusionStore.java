package org.godwit.catalog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.godwit.shared.Chunks;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The exclusion list of each source hierarchy, table {@code entity_exclusion}. */
@Repository
class ExclusionStore {

    private final JdbcClient jdbc;

    ExclusionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Ids of the entities on the list. */
    Set<Long> ids(long hierarchyId) {
        return new HashSet<>(jdbc.sql("SELECT entity_id FROM entity_exclusion WHERE hierarchy_id = :hierarchy")
                .param("hierarchy", hierarchyId)
                .query(Long.class)
                .list());
    }

    /** The list, by type and name. */
    List<ExcludedEntity> list(long hierarchyId) {
        return jdbc.sql("SELECT e.id, e.object_type, e.source_key, e.name, x.excluded_by, x.excluded_at, x.reason"
                        + " FROM entity_exclusion x JOIN migration_entity e ON e.id = x.entity_id"
                        + " WHERE x.hierarchy_id = :hierarchy ORDER BY e.object_type, e.name, e.id")
                .param("hierarchy", hierarchyId)
                .query((row, n) -> new ExcludedEntity(
                        row.getLong("id"),
                        ObjectType.valueOf(row.getString("object_type")),
                        row.getString("source_key"),
                        row.getString("name"),
                        row.getString("excluded_by"),
                        CatalogueStore.instant(row, "excluded_at"),
                        row.getString("reason")))
                .list();
    }

    void add(long hierarchyId, Collection<Long> ids, String by, Instant at, @Nullable String reason) {
        Chunks.forStatements(ids)
                .forEach(chunk -> jdbc.sql(
                                "INSERT INTO entity_exclusion (entity_id, hierarchy_id, excluded_by, excluded_at, reason)"
                                        + " SELECT e.id, e.hierarchy_id, :by, :at, :reason FROM migration_entity e"
                                        + " WHERE e.hierarchy_id = :hierarchy AND e.id IN (:ids)")
                        .param("by", by)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .param("reason", reason, java.sql.Types.NVARCHAR)
                        .param("hierarchy", hierarchyId)
                        .param("ids", chunk)
                        .update());
    }

    void remove(Collection<Long> ids) {
        Chunks.forStatements(ids)
                .forEach(chunk -> jdbc.sql("DELETE FROM entity_exclusion WHERE entity_id IN (:ids)")
                        .param("ids", chunk)
                        .update());
    }
}
