package org.godwit.live;

import org.godwit.site.provider.ClientBlocks;

/** Opens the live site. */
@FunctionalInterface
interface LiveSite {

    /** @throws org.godwit.site.SourceFailure if the domain does not sign this server in */
    ClientBlocks open();
}
