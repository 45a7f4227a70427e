package org.godwit.gathering;

import org.godwit.security.InScope;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.security.Securable;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;

/**
 * Data gathering of source hierarchies as administrators see it. Once a hierarchy gathers, a cycle runs every
 * {@code gatherEvery} of it until gathering is stopped at the hierarchy. Every method throws {@code SOURCE_HIERARCHY_NOT_FOUND}
 * where there is no such hierarchy.
 */
public interface GatheringService {

    /**
     * Gathers now and restarts the interval clock. The work itself is done by the schedule; only one gathering of a hierarchy
     * runs at a time, so while one runs this answers with that one.
     *
     * @return number of the gathering, counted from 1 within the hierarchy
     * @throws org.godwit.shared.GodwitException {@code GATHERING_STOPPED} while gathering of the hierarchy is stopped
     */
    @Requires(Right.SOURCE_HIERARCHY_GATHER)
    int start(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId);

    /** The gatherings of a hierarchy; sortable by {@code number}, newest first by default. */
    @Requires(Right.SOURCE_HIERARCHY_READ)
    Page<Gathering> list(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId, PageQuery query);

    /** @throws org.godwit.shared.GodwitException {@code GATHERING_NOT_FOUND} */
    @Requires(Right.SOURCE_HIERARCHY_READ)
    Gathering get(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId, int number);

    /** Where gathering of the hierarchy stands. */
    @Requires(Right.SOURCE_HIERARCHY_READ)
    GatheringState state(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId);
}
