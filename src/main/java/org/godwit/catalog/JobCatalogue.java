package org.godwit.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.site.ObjectType;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The catalogue for migration jobs. */
@Service
@Transactional
class JobCatalogue implements Catalogue {

    private final CatalogueStore store;
    private final ExclusionStore exclusions;

    JobCatalogue(CatalogueStore store, ExclusionStore exclusions) {
        this.store = store;
        this.exclusions = exclusions;
    }

    @Override
    public List<MigrationEntity> selectable(long hierarchyId, Set<ObjectType> types) {
        return store.selectable(hierarchyId, types);
    }

    @Override
    public List<MigrationEntity> byIds(long hierarchyId, Collection<Long> ids) {
        return store.byIds(hierarchyId, ids);
    }

    @Override
    public List<MigrationEntity> byKeys(long hierarchyId, ObjectType type, Collection<String> sourceKeys) {
        return store.byKeys(hierarchyId, type, sourceKeys);
    }

    @Override
    public List<EntityReference> referencesTo(long hierarchyId, Collection<Long> toIds) {
        return store.referencesTo(hierarchyId, toIds);
    }

    @Override
    public Map<Long, String> payloads(Collection<Long> ids) {
        return store.payloads(ids);
    }

    @Override
    public List<EntityReference> references(long hierarchyId, Collection<Long> fromIds) {
        return store.referencesFrom(hierarchyId, fromIds);
    }

    @Override
    public void mark(Collection<Long> ids, EntityStatus status) {
        store.mark(ids, status);
    }

    @Override
    public Set<Long> excluded(long hierarchyId) {
        return exclusions.ids(hierarchyId);
    }
}
