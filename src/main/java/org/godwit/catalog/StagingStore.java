package org.godwit.catalog;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.godwit.catalog.CatalogueGathering.Merged;
import org.godwit.site.ObjectType;
import org.godwit.site.SourceObject.Reference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The staging tables of gathering, and the merge from them into the catalogue: SQL over sets, the same on every database. */
@Repository
class StagingStore {

    private static final String STAGED = " FROM staged_entity s WHERE s.hierarchy_id = :hierarchy AND s.event IN ";
    private static final String WITH_CONTENT = "('ADDED', 'MODIFIED')";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    StagingStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    enum Event {
        ADDED,
        MODIFIED,
        REMOVED,
        RESTORED
    }

    /** What the catalogue holds of an object. */
    record Known(long id, String sourceKey, String digest, boolean removed) {}

    /**
     * @param entityId null for a new object
     * @param name null, as everything after it, for one that is gone
     */
    record StagedEntity(
            @Nullable Long entityId,
            Event event,
            ObjectType type,
            String sourceKey,
            @Nullable String name,
            @Nullable String version,
            @Nullable String sourceSite,
            @Nullable String digest,
            @Nullable String payload,
            List<Reference> references) {}

    void known(long hierarchyId, ObjectType type, Consumer<Known> sink) {
        jdbc.sql("SELECT id, source_key, payload_digest, status FROM migration_entity"
                        + " WHERE hierarchy_id = :hierarchy AND object_type = :type")
                .param("hierarchy", hierarchyId)
                .param("type", type.name())
                .query(row -> {
                    boolean removed = EntityStatus.REMOVED.name().equals(row.getString(4));
                    sink.accept(new Known(row.getLong(1), row.getString(2), row.getString(3), removed));
                });
    }

    /** In a transaction of its own: what is staged outlives nothing but the merge. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void clear(long hierarchyId) {
        delete(hierarchyId);
    }

    private void delete(long hierarchyId) {
        execute("DELETE FROM staged_entity WHERE hierarchy_id = :hierarchy", hierarchyId);
        execute("DELETE FROM staged_reference WHERE hierarchy_id = :hierarchy", hierarchyId);
    }

    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void stage(long hierarchyId, List<StagedEntity> entities) {
        template.batchUpdate(
                "INSERT INTO staged_entity (hierarchy_id, entity_id, event, object_type, source_key, name, version,"
                        + " source_site, payload_digest, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entities,
                entities.size(),
                (statement, entity) -> {
                    statement.setLong(1, hierarchyId);
                    statement.setObject(2, entity.entityId(), java.sql.Types.BIGINT);
                    statement.setNString(3, entity.event().name());
                    statement.setNString(4, entity.type().name());
                    statement.setNString(5, entity.sourceKey());
                    statement.setNString(6, entity.name());
                    statement.setNString(7, entity.version());
                    statement.setNString(8, entity.sourceSite());
                    statement.setNString(9, entity.digest());
                    statement.setNString(10, entity.payload());
                });
        List<Object[]> references = new ArrayList<>();
        for (StagedEntity entity : entities) {
            for (Reference reference : entity.references()) {
                references.add(new Object[] {
                    hierarchyId,
                    entity.type().name(),
                    entity.sourceKey(),
                    reference.type().name(),
                    reference.key(),
                    reference.kind()
                });
            }
        }
        template.batchUpdate(
                "INSERT INTO staged_reference (hierarchy_id, from_type, from_key, to_type, to_key, kind)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                references);
    }

    /** Merges and empties the staging tables, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Merged merge(long hierarchyId, Instant at) {
        OffsetDateTime now = at.atOffset(ZoneOffset.UTC);
        Set<String> events = events(hierarchyId);
        if (events.isEmpty()) {
            return new Merged(0, 0, 0);
        }
        long modified = events.contains(Event.MODIFIED.name()) ? modify(hierarchyId, now) : 0;
        long restored = events.contains(Event.RESTORED.name()) ? restore(hierarchyId) : 0;
        long removed = events.contains(Event.REMOVED.name()) ? remove(hierarchyId) : 0;
        long added = events.contains(Event.ADDED.name()) ? add(hierarchyId, now) : 0;
        replaceContent(hierarchyId, modified > 0);
        jdbc.sql("INSERT INTO entity_history (entity_id, seen_at, event) SELECT s.entity_id, :now, s.event"
                        + " FROM staged_entity s WHERE s.hierarchy_id = :hierarchy")
                .param("now", now)
                .param("hierarchy", hierarchyId)
                .update();
        delete(hierarchyId);
        return new Merged(added + restored, modified, removed);
    }

    private Set<String> events(long hierarchyId) {
        return Set.copyOf(jdbc.sql("SELECT DISTINCT event FROM staged_entity WHERE hierarchy_id = :hierarchy")
                .param("hierarchy", hierarchyId)
                .query((row, n) -> row.getString(1))
                .list());
    }

    private long modify(long hierarchyId, OffsetDateTime now) {
        String of = "(SELECT s.%s FROM staged_entity s WHERE s.entity_id = migration_entity.id)";
        return jdbc.sql("UPDATE migration_entity SET name = " + of.formatted("name")
                        + ", version = " + of.formatted("version")
                        + ", source_site = " + of.formatted("source_site")
                        + ", payload_digest = " + of.formatted("payload_digest")
                        + ", status = 'MODIFIED', status_before_removal = NULL, last_changed = :now"
                        + " WHERE id IN (SELECT s.entity_id" + STAGED + "('MODIFIED'))")
                .param("now", now)
                .param("hierarchy", hierarchyId)
                .update();
    }

    private long restore(long hierarchyId) {
        return execute(
                "UPDATE migration_entity SET status = COALESCE(status_before_removal, 'AVAILABLE'),"
                        + " status_before_removal = NULL WHERE id IN (SELECT s.entity_id" + STAGED + "('RESTORED'))",
                hierarchyId);
    }

    private long remove(long hierarchyId) {
        return execute(
                "UPDATE migration_entity SET status_before_removal = status, status = 'REMOVED'"
                        + " WHERE id IN (SELECT s.entity_id" + STAGED + "('REMOVED'))",
                hierarchyId);
    }

    private long add(long hierarchyId, OffsetDateTime now) {
        long added = jdbc.sql(
                        "INSERT INTO migration_entity (hierarchy_id, object_type, source_key, name, version, source_site,"
                                + " status, payload_digest, first_gathered, last_changed)"
                                + " SELECT s.hierarchy_id, s.object_type, s.source_key, s.name, s.version, s.source_site,"
                                + " 'AVAILABLE', s.payload_digest, :first, :last" + STAGED + "('ADDED')")
                .param("first", now)
                .param("last", now)
                .param("hierarchy", hierarchyId)
                .update();
        execute(
                "UPDATE staged_entity SET entity_id = (SELECT e.id FROM migration_entity e"
                        + " WHERE e.hierarchy_id = staged_entity.hierarchy_id"
                        + " AND e.object_type = staged_entity.object_type AND e.source_key = staged_entity.source_key)"
                        + " WHERE hierarchy_id = :hierarchy AND entity_id IS NULL",
                hierarchyId);
        return added;
    }

    private void replaceContent(long hierarchyId, boolean modified) {
        String changed = "(SELECT s.entity_id" + STAGED + "('MODIFIED'))";
        if (modified) {
            execute("DELETE FROM entity_payload WHERE entity_id IN " + changed, hierarchyId);
            execute("DELETE FROM entity_reference WHERE from_entity_id IN " + changed, hierarchyId);
        }
        execute(
                "INSERT INTO entity_payload (entity_id, payload) SELECT s.entity_id, s.payload" + STAGED + WITH_CONTENT,
                hierarchyId);
        execute(
                "INSERT INTO entity_reference (hierarchy_id, from_entity_id, to_type, to_key, kind)"
                        + " SELECT s.hierarchy_id, s.entity_id, r.to_type, r.to_key, r.kind FROM staged_reference r"
                        + " JOIN staged_entity s ON s.hierarchy_id = r.hierarchy_id AND s.object_type = r.from_type"
                        + " AND s.source_key = r.from_key WHERE s.hierarchy_id = :hierarchy AND s.event IN "
                        + WITH_CONTENT,
                hierarchyId);
    }

    private long execute(String sql, long hierarchyId) {
        return jdbc.sql(sql).param("hierarchy", hierarchyId).update();
    }
}
