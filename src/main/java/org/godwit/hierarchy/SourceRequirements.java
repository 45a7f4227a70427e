package org.godwit.hierarchy;

import java.util.List;
import org.godwit.security.SystemOnly;
import org.godwit.site.SourceSiteInfo;

/** What a source must be like to be migrated from; it can change after the definition was checked (CM-9, CM-11, CM-12). */
@SystemOnly("Called by gathering within work whose right was checked")
public interface SourceRequirements {

    /**
     * Checks the sites just read by the rules of preflight.
     *
     * @throws org.godwit.site.SourceFailure with the product's cause if the source cannot be migrated from
     * @throws org.godwit.shared.GodwitException {@code SITE_NOT_IN_OPERATION} while it is in recovery or upgrade
     */
    void check(long hierarchyId, List<SourceSiteInfo> sites);
}
