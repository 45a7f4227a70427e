package org.godwit.hierarchy;

import java.util.List;
import org.godwit.security.SystemOnly;
import org.godwit.site.SourceSiteInfo;

/** The sites of a source hierarchy as gathering found them. */
@SystemOnly("Called by gathering within work whose right was checked")
public interface SourceSites {

    /** The sites last gathered, parents before children; empty before the first gathering. */
    List<SourceSiteInfo> of(long hierarchyId);

    /** Replaces the sites by those just read, in the caller's transaction; writes only what differs. */
    Replaced replace(long hierarchyId, List<SourceSiteInfo> sites);

    record Replaced(int total, int added, int modified, int removed) {}
}
