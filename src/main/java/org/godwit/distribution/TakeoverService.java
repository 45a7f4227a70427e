package org.godwit.distribution;

import java.util.List;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;

/** Reassignments of source distribution points. Methods with an id throw {@code TAKEOVER_NOT_FOUND} where there is none. */
public interface TakeoverService {

    /** Newest first. */
    @Requires(Right.DISTRIBUTION_POINT_READ)
    Page<Takeover> list(PageQuery query);

    @Requires(Right.DISTRIBUTION_POINT_READ)
    Takeover get(long id);

    /** What the source's administrator has to do there, and why; nothing of it is done from here. */
    @Requires(Right.DISTRIBUTION_POINT_READ)
    List<ChecklistItem> checklist(long id);

    /**
     * Carries it on from where it stands: after a pause, a failure or a stop.
     *
     * @throws org.godwit.shared.GodwitException {@code TAKEOVER_STATE}
     */
    @Requires(Right.DISTRIBUTION_POINT_MODIFY)
    Takeover resume(long id);

    /**
     * Ends it before its next step and takes back what it did at the destination. Files that were brought to the library stay:
     * they are proven content of packages that the source states there.
     *
     * @throws org.godwit.shared.GodwitException {@code TAKEOVER_STATE} once it is completed or aborted
     */
    @Requires(Right.DISTRIBUTION_POINT_MODIFY)
    Takeover abort(long id);

    /**
     * Says that the checklist was worked off at the source.
     *
     * @throws org.godwit.shared.GodwitException {@code TAKEOVER_STATE} unless it waits for the source
     */
    @Requires(Right.DISTRIBUTION_POINT_MODIFY)
    Takeover removed(long id);

    /**
     * One thing to be done at the source.
     *
     * @param number its place in the order
     * @param what what is to be done
     * @param command the cmdlet for it; empty where there is none
     */
    record ChecklistItem(int number, String what, String command) {}
}
