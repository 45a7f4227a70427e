package org.godwit.distribution;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A destination distribution point to be made, or the new state of one.
 *
 * @param bandwidth null for no limit
 * @param securityScopes whose holders see and use it; null for {@code Default}, or for those an existing one is in
 */
public record NewDistributionPoint(
        String name,
        String siteCode,
        Location location,
        @Nullable Bandwidth bandwidth,
        @Nullable Set<String> securityScopes) {

    /** In the usual security scope, or left in those it is in. */
    public NewDistributionPoint(String name, String siteCode, Location location, @Nullable Bandwidth bandwidth) {
        this(name, siteCode, location, bandwidth, null);
    }
}
