package org.godwit.distribution;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A distribution point of a source hierarchy, as gathered.
 *
 * @param eligible whether content can be taken from it
 * @param reasons every reason why not, each a plain sentence; empty if eligible
 * @param location given by an admin, else derived: {@code \\server\SCCMContentLib$}
 * @param locationGiven whether an admin gave it
 * @param shared whether it was chosen to be shared
 * @param reassignable whether it can be reassigned to the destination
 * @param reassignReasons every reason why not, each a plain sentence; empty if it can be
 * @param takenOverBy the destination point it has become; null for none
 * @param packages packages that lie there
 * @param comesWith which of its packages are of the present version, and which boundary groups name it
 * @param gatheredAt when it was last seen by a gathering
 */
public record SourcePoint(
        long id,
        long hierarchyId,
        String serverName,
        String siteCode,
        boolean eligible,
        List<String> reasons,
        Location location,
        boolean locationGiven,
        boolean pull,
        boolean pxe,
        boolean cloud,
        boolean protectedPoint,
        boolean shared,
        boolean reassignable,
        List<String> reassignReasons,
        @Nullable Long takenOverBy,
        long packages,
        SharedContent comesWith,
        Instant gatheredAt) {

    public SourcePoint {
        reasons = List.copyOf(reasons);
        reassignReasons = List.copyOf(reassignReasons);
    }
}
