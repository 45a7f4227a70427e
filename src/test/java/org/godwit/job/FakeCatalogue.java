package org.godwit.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.godwit.catalog.Catalogue;
import org.godwit.catalog.EntityStatus;
import org.godwit.catalog.MigrationEntity;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Digests;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/** A catalogue in memory, of one source hierarchy. */
final class FakeCatalogue implements Catalogue {

    static final long HIERARCHY = 1;

    final Map<Long, MigrationEntity> entities = new TreeMap<>();
    final Map<Long, String> payloads = new HashMap<>();
    final List<EntityReference> references = new ArrayList<>();
    final Set<Long> excluded = new HashSet<>();

    /** Adds an object, or replaces the one with this key. */
    MigrationEntity add(ObjectType type, String key, String name, Map<String, @Nullable Object> payload) {
        long id = entities.values().stream()
                .filter(e -> e.type() == type && e.sourceKey().equals(key))
                .map(MigrationEntity::id)
                .findFirst()
                .orElse(entities.size() + 1L);
        return addNew(id, type, key, name, payload);
    }

    /** Adds an object of which the caller knows that it is new. */
    MigrationEntity addNew(long id, ObjectType type, String key, String name, Map<String, @Nullable Object> payload) {
        String text = CanonicalJson.write(payload);
        MigrationEntity entity = new MigrationEntity(
                id,
                HIERARCHY,
                type,
                key,
                name,
                null,
                EntityStatus.AVAILABLE,
                Digests.sha256Hex("source" + text),
                Instant.EPOCH,
                Instant.EPOCH);
        entities.put(id, entity);
        payloads.put(id, text);
        return entity;
    }

    void refer(MigrationEntity from, MigrationEntity to, String kind) {
        references.add(new EntityReference(from.id(), to.type(), to.sourceKey(), kind, to.id()));
    }

    void referToNothing(MigrationEntity from, ObjectType type, String key, String kind) {
        references.add(new EntityReference(from.id(), type, key, kind, null));
    }

    @Override
    public List<MigrationEntity> selectable(long hierarchyId, Set<ObjectType> types) {
        return entities.values().stream()
                .filter(e -> types.isEmpty() || types.contains(e.type()))
                .filter(e -> e.status() != EntityStatus.REMOVED && !excluded.contains(e.id()))
                .toList();
    }

    @Override
    public List<MigrationEntity> byIds(long hierarchyId, Collection<Long> ids) {
        return ids.stream()
                .sorted()
                .map(entities::get)
                .filter(Objects::nonNull)
                .map(e -> (MigrationEntity) e)
                .toList();
    }

    @Override
    public List<MigrationEntity> byKeys(long hierarchyId, ObjectType type, Collection<String> sourceKeys) {
        return entities.values().stream()
                .filter(e -> e.type() == type && sourceKeys.contains(e.sourceKey()))
                .toList();
    }

    @Override
    public List<EntityReference> referencesTo(long hierarchyId, Collection<Long> toIds) {
        Set<Long> ids = new HashSet<>(toIds);
        return references.stream()
                .filter(r -> r.toEntityId() != null && ids.contains(r.toEntityId()))
                .toList();
    }

    @Override
    public Map<Long, String> payloads(Collection<Long> ids) {
        Map<Long, String> found = new HashMap<>();
        ids.forEach(id -> found.put(id, Objects.requireNonNull(payloads.get(id))));
        return found;
    }

    @Override
    public List<EntityReference> references(long hierarchyId, Collection<Long> fromIds) {
        Set<Long> ids = new HashSet<>(fromIds);
        return references.stream().filter(r -> ids.contains(r.fromEntityId())).toList();
    }

    @Override
    public void mark(Collection<Long> ids, EntityStatus status) {
        for (Long id : ids) {
            MigrationEntity e = Objects.requireNonNull(entities.get(id));
            entities.put(
                    id,
                    new MigrationEntity(
                            id,
                            e.hierarchyId(),
                            e.type(),
                            e.sourceKey(),
                            e.name(),
                            e.version(),
                            status,
                            e.payloadDigest(),
                            e.firstGathered(),
                            e.lastChanged()));
        }
    }

    @Override
    public Set<Long> excluded(long hierarchyId) {
        return excluded;
    }
}
