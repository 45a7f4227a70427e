package org.godwit.distribution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A distribution point of the destination.
 *
 * @param name its name, unique among destination points
 * @param siteCode its site
 * @param bandwidth null for no limit
 * @param packages packages published there
 * @param bytes bytes of their contents
 */
public record DistributionPoint(
        long id,
        String name,
        String siteCode,
        Location location,
        @Nullable Bandwidth bandwidth,
        long packages,
        long bytes,
        Instant createdAt,
        Instant modifiedAt) {}
