package org.godwit.distribution;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A distribution point of the destination.
 *
 * @param name its name, unique among destination points
 * @param siteCode its site
 * @param bandwidth null for no limit
 * @param state whether content is brought to it
 * @param packages packages published there
 * @param bytes bytes of their contents
 * @param securityScopes whose holders see and use it
 */
public record DistributionPoint(
        long id,
        String name,
        String siteCode,
        Location location,
        @Nullable Bandwidth bandwidth,
        State state,
        long packages,
        long bytes,
        Instant createdAt,
        Instant modifiedAt,
        Set<String> securityScopes) {

    /** Whether content is brought to a point. */
    public enum State {
        ACTIVE,
        /** It is being taken over from a source hierarchy and not in use yet. */
        REASSIGNING,
        /** It is used no more; nothing is known of what it holds. */
        RETIRED
    }
}
