package org.godwit.gathering;

import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;

/**
 * Data gathering of source hierarchies as administrators see it. Nothing is gathered before the first {@link #start}; from
 * then on a cycle runs every {@code gatherEvery} of the hierarchy until gathering is stopped.
 */
public interface GatheringService {

    /**
     * Gathers now and restarts the interval clock. The work itself is done by the schedule; only one gathering of a hierarchy
     * runs at a time, so while one runs this answers with that one.
     *
     * @return number of the gathering, counted from 1 within the hierarchy
     * @throws org.godwit.shared.GodwitException {@code SOURCE_HIERARCHY_NOT_FOUND}; {@code GATHERING_STOPPED} while
     *     gathering is stopped
     */
    int start(long hierarchyId);

    /** The gatherings of a hierarchy, newest first. */
    Page<Gathering> list(long hierarchyId, PageQuery query);

    /** @throws org.godwit.shared.GodwitException {@code GATHERING_NOT_FOUND} */
    Gathering get(long hierarchyId, int number);

    /** Where gathering of the hierarchy stands. */
    GatheringState state(long hierarchyId);

    /** Ends a running cycle at its next safe point, leaves the catalogue as it was, and runs no further cycle. */
    GatheringState stop(long hierarchyId);

    /** Takes up gathering again after {@link #stop}, with a cycle at once. */
    GatheringState resume(long hierarchyId);
}
