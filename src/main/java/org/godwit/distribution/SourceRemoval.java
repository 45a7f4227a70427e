package org.godwit.distribution;

import java.util.List;
import org.godwit.distribution.TakeoverService.ChecklistItem;

/** The last step of a reassignment: the role is removed at the source, which needs the source's provider. */
interface SourceRemoval {

    /** What would be done at the source, in order; nothing is done. */
    List<ChecklistItem> dryRun(SourcePointStore.Row point);

    /**
     * Does what can be done from here.
     *
     * @return whether the role is gone; false while the source's administrator has to do it
     */
    boolean remove(SourcePointStore.Row point);
}
