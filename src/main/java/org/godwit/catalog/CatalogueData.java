package org.godwit.catalog;

import org.godwit.hierarchy.MigrationData;
import org.springframework.stereotype.Component;

/** The catalogue's share in cleaning up a source hierarchy: entities that were migrated stay known, without their content. */
@Component
class CatalogueData implements MigrationData {

    private final CatalogueStore store;

    CatalogueData(CatalogueStore store) {
        this.store = store;
    }

    @Override
    public String what() {
        return "catalogue";
    }

    @Override
    public long cleanUp(long hierarchyId) {
        return store.cleanUp(hierarchyId);
    }
}
