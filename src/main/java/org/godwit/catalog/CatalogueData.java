package org.godwit.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.hierarchy.MigrationData;
import org.godwit.site.DataClass;
import org.godwit.site.ObjectType;
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
    public List<String> warnings(long hierarchyId) {
        List<String> warnings = new ArrayList<>();
        long left = count(hierarchyId, EnumSet.of(EntityStatus.AVAILABLE, EntityStatus.FAILED));
        if (left > 0) {
            warnings.add(left + " objects of the source were not migrated.");
        }
        long changed = count(hierarchyId, EnumSet.of(EntityStatus.MODIFIED));
        if (changed > 0) {
            warnings.add(changed + " objects were changed at the source, and the change was not migrated.");
        }
        return warnings;
    }

    private long count(long hierarchyId, Set<EntityStatus> statuses) {
        return store.counts(hierarchyId).stream()
                .filter(c -> statuses.contains(c.status()))
                .mapToLong(TypeCount::count)
                .sum();
    }

    @Override
    public long cleanUp(long hierarchyId) {
        return store.cleanUp(hierarchyId, Set.of(ObjectType.values()));
    }

    @Override
    public long purge(long hierarchyId, DataClass dataClass) {
        Set<ObjectType> types = Arrays.stream(ObjectType.values())
                .filter(type -> type.dataClass() == dataClass)
                .collect(Collectors.toSet());
        return types.isEmpty() ? 0 : store.cleanUp(hierarchyId, types);
    }
}
