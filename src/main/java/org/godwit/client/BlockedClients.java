package org.godwit.client;

import java.util.List;
import org.godwit.security.SystemOnly;
import org.godwit.shared.SmsId;

/** Who is blocked, for modules that carry blocks elsewhere. */
@SystemOnly("Called by live within work whose right was checked")
public interface BlockedClients {

    /** Every client that a source or the destination blocks, in ascending SMSID. */
    List<BlockedClient> all();

    /**
     * A client that is blocked, or would be.
     *
     * @param atSource whether a source blocks it
     * @param lifted whether a source blocks it and an admin of the destination has unblocked it: it is not refused
     */
    record BlockedClient(SmsId smsId, boolean atSource, boolean lifted) {}
}
