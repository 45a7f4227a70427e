package org.godwit.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.security.SystemOnly;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/** The catalogue as migration jobs use it: what was gathered, set-wise. */
@SystemOnly("Called by job and report within work whose right was checked")
public interface Catalogue {

    /** Entities of the given types (all types if empty) that are not REMOVED and not on the exclusion list; ascending id. */
    List<MigrationEntity> selectable(long hierarchyId, Set<ObjectType> types);

    /** The entities of these ids that belong to the hierarchy; ids unknown there are missing from the answer. */
    List<MigrationEntity> byIds(long hierarchyId, Collection<Long> ids);

    /** The entities of a type with these source keys; keys unknown there are missing from the answer. */
    List<MigrationEntity> byKeys(long hierarchyId, ObjectType type, Collection<String> sourceKeys);

    /** Payloads by entity id: canonical JSON text of the source's columns. */
    Map<Long, String> payloads(Collection<Long> ids);

    /** Every reference that leaves one of the given entities; {@code toEntityId} is null where the target was not gathered. */
    List<EntityReference> references(long hierarchyId, Collection<Long> fromIds);

    /** Every reference that leads to one of the given entities. */
    List<EntityReference> referencesTo(long hierarchyId, Collection<Long> toIds);

    /** Sets the status of entities after or while a job handles them; REMOVED ones keep theirs. */
    void mark(Collection<Long> ids, EntityStatus status);

    /** Ids of entities on the hierarchy's exclusion list. */
    Set<Long> excluded(long hierarchyId);

    /**
     * @param kind how the target is used, e.g. {@code BOOT_IMAGE}
     * @param toEntityId null where the target was not gathered
     */
    record EntityReference(
            long fromEntityId,
            ObjectType toType,
            String toKey,
            String kind,
            @Nullable Long toEntityId) {}
}
