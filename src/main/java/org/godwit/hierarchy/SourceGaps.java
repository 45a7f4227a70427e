package org.godwit.hierarchy;

import java.util.Set;
import org.godwit.security.SystemOnly;
import org.godwit.site.SourceRight;

/** What the last gathering of a source hierarchy could not read: plans say what is missing because of it. */
@SystemOnly("Called by gathering and jobs within work whose right was checked")
public interface SourceGaps {

    /** Empty before the first gathering. */
    Set<SourceRight> of(long hierarchyId);

    /** Takes in what a gathering lacked, in the caller's transaction. */
    void replace(long hierarchyId, Set<SourceRight> lacking);
}
