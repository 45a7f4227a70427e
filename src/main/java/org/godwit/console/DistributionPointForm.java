package org.godwit.console;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.godwit.distribution.Bandwidth;
import org.godwit.distribution.NewDistributionPoint;
import org.jspecify.annotations.Nullable;

/**
 * The form that makes a distribution point of the destination.
 *
 * @param megabytesPerSecond bandwidth limit; null or 0 for none
 * @param scopes null where none is ticked
 */
record DistributionPointForm(
        @Nullable String name,
        @Nullable String siteCode,
        @Nullable LocationForm location,
        @Nullable Integer megabytesPerSecond,
        @Nullable Set<String> scopes) {

    static DistributionPointForm empty(String siteCode) {
        return new DistributionPointForm(null, siteCode, LocationForm.empty(), null, null);
    }

    NewDistributionPoint wanted() {
        int limit = Objects.requireNonNullElse(megabytesPerSecond, 0);
        return new NewDistributionPoint(
                text(name),
                text(siteCode),
                Objects.requireNonNullElse(location, LocationForm.empty()).location(),
                limit == 0 ? null : new Bandwidth(limit, List.of()),
                scopes);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
