package org.godwit.distribution;

import org.jspecify.annotations.Nullable;

/**
 * A destination distribution point to be made, or the new state of one.
 *
 * @param bandwidth null for no limit
 */
public record NewDistributionPoint(
        String name,
        String siteCode,
        Location location,
        @Nullable Bandwidth bandwidth) {}
