package org.godwit.catalog;

import java.util.Collection;
import java.util.List;
import org.godwit.security.InScope;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.security.Securable;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue as administrators see it: what was gathered, what depends on what, and the exclusion list. Every method throws
 * {@code SOURCE_HIERARCHY_NOT_FOUND} where there is no such hierarchy.
 */
public interface CatalogueService {

    /**
     * Sortable by {@code id}, {@code type}, {@code sourceKey}, {@code name}, {@code version}, {@code status} and
     * {@code lastChanged}; by default by type and name.
     */
    @Requires(Right.CATALOG_READ)
    Page<MigrationEntity> list(
            @InScope(Securable.SOURCE_HIERARCHY) long hierarchyId, EntityFilter filter, PageQuery query);

    /** @throws org.godwit.shared.GodwitException {@code ENTITY_NOT_FOUND} */
    @Requires(Right.CATALOG_READ)
    EntityDetail get(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId, long entityId);

    /** How many entities there are of each type and status. */
    @Requires(Right.CATALOG_READ)
    List<TypeCount> counts(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId);

    /** Kinds of objects and data that are not in the catalogue, since no migration moves them, each with its reason. */
    @Requires(Right.CATALOG_READ)
    List<NotMigratedKind> notMigrated(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId);

    /**
     * @param kind upper snake case, e.g. {@code CLIENT_SETTINGS}
     * @param reason why it does not migrate, one sentence
     * @param instead what to do instead, one sentence
     */
    record NotMigratedKind(String kind, String reason, String instead) {}

    /** Entities that are not selected automatically, by type and name. */
    @Requires(Right.CATALOG_READ)
    List<ExcludedEntity> exclusionList(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId);

    /**
     * Makes the exclusion list hold exactly these entities. Who excluded the ones that stay, and why, is kept.
     *
     * @param reason kept with the entities that are new on the list; null for none
     * @return the new list
     * @throws org.godwit.shared.GodwitException {@code ENTITY_NOT_FOUND} if an id is not of this hierarchy; then nothing
     *     changes
     */
    @Requires(Right.CATALOG_EXCLUDE)
    List<ExcludedEntity> replaceExclusionList(
            @InScope(Securable.SOURCE_HIERARCHY) long hierarchyId, Collection<Long> entityIds, @Nullable String reason);

    /**
     * Puts entities on the exclusion list and takes others off it, in one step (CM-75).
     *
     * @param dependents whether what needs an excluded entity, directly or by way of others, is excluded too (CM-41)
     * @param reason kept with the entities that are new on the list; null for none
     * @return the new list
     * @throws org.godwit.shared.GodwitException {@code ENTITY_NOT_FOUND} if an id is not of this hierarchy,
     *     {@code EXCLUSION_CONTRADICTORY} if one is in both; then nothing changes
     */
    @Requires(Right.CATALOG_EXCLUDE)
    List<ExcludedEntity> changeExclusionList(
            @InScope(Securable.SOURCE_HIERARCHY) long hierarchyId,
            Collection<Long> exclude,
            Collection<Long> include,
            boolean dependents,
            @Nullable String reason);
}
