package org.godwit.hierarchy;

import java.util.List;
import org.godwit.security.InScope;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.security.Securable;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.site.SourceSiteInfo;
import org.jspecify.annotations.Nullable;

/**
 * Source hierarchies: their definition, preflight, and the end of migration from them (design 4.1, 4.7). Methods with an
 * id throw {@code SOURCE_HIERARCHY_NOT_FOUND} where there is none.
 */
public interface SourceHierarchyService {

    /** Runs every check and saves nothing. The attempt is audited. */
    @Requires(Right.SOURCE_HIERARCHY_CREATE)
    List<PreflightCheck> preflight(SourceHierarchyDefinition definition);

    /**
     * Runs preflight and, where no check failed, saves. The first gathering then starts by itself, unless the definition
     * says otherwise.
     *
     * @param idempotencyKey a repeated call with the same key and caller answers what the first one made; null for none
     * @throws org.godwit.shared.GodwitException {@code PREFLIGHT_FAILED}, with detail {@code preflight} (the list of checks);
     *     {@code SOURCE_HIERARCHY_NAME_TAKEN}; {@code SOURCE_HIERARCHY_INVALID}
     */
    @Requires(Right.SOURCE_HIERARCHY_CREATE)
    SourceHierarchy create(SourceHierarchyDefinition definition, @Nullable String idempotencyKey);

    @Requires(Right.SOURCE_HIERARCHY_READ)
    Page<SourceHierarchy> list(PageQuery query);

    @Requires(Right.SOURCE_HIERARCHY_READ)
    SourceHierarchy get(@InScope(Securable.SOURCE_HIERARCHY) long id);

    /** The sites as last gathered, parents before children; empty before the first gathering. */
    @Requires(Right.SOURCE_HIERARCHY_READ)
    List<SourceSiteInfo> sites(@InScope(Securable.SOURCE_HIERARCHY) long id);

    /** Runs preflight with the changed definition and, where no check failed, saves. Errors as for {@link #create}. */
    @Requires(Right.SOURCE_HIERARCHY_MODIFY)
    SourceHierarchy change(@InScope(Securable.SOURCE_HIERARCHY) long id, SourceHierarchyChange change);

    /**
     * Deletes the definition, its credentials and its migration data; which migrated object came from where is kept.
     *
     * @throws org.godwit.shared.GodwitException {@code SOURCE_HIERARCHY_ACTIVE} while it is being gathered
     */
    @Requires(Right.SOURCE_HIERARCHY_DELETE)
    void delete(@InScope(Securable.SOURCE_HIERARCHY) long id);

    /** Ends data gathering, a running one included; what was gathered stays usable. Stopping twice is no error. */
    @Requires(Right.SOURCE_HIERARCHY_MODIFY)
    SourceHierarchy stopGathering(@InScope(Securable.SOURCE_HIERARCHY) long id);

    /**
     * Takes up data gathering again.
     *
     * @throws org.godwit.shared.GodwitException {@code SOURCE_CREDENTIAL_MISSING} if a credential was removed since: give it
     *     again by a change
     */
    @Requires(Right.SOURCE_HIERARCHY_MODIFY)
    SourceHierarchy resumeGathering(@InScope(Securable.SOURCE_HIERARCHY) long id);

    /** What finishing would do, and what would be lost by it. Changes nothing. */
    @Requires(Right.SOURCE_HIERARCHY_READ)
    FinishReview finishReview(@InScope(Securable.SOURCE_HIERARCHY) long id);

    /**
     * Completes migration from this source: stops gathering children first and removes every stored credential. Safe to
     * call again.
     */
    @Requires(Right.SOURCE_HIERARCHY_MODIFY)
    SourceHierarchy finish(@InScope(Securable.SOURCE_HIERARCHY) long id);

    /**
     * Removes the migration data, keeping which object came from where. Safe to call again.
     *
     * @throws org.godwit.shared.GodwitException {@code SOURCE_HIERARCHY_ACTIVE} while it is being gathered (CM-133)
     */
    @Requires(Right.SOURCE_HIERARCHY_MODIFY)
    SourceHierarchy cleanUp(@InScope(Securable.SOURCE_HIERARCHY) long id);
}
