package org.godwit.job;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.godwit.distribution.DistributionPointTakeover.TakeoverSelection;
import org.godwit.distribution.TakeoverStep;
import org.jspecify.annotations.Nullable;

/**
 * Which source distribution points a job reassigns to the destination.
 *
 * @param sourcePoints ids of source distribution points
 * @param siteCode destination site they go to; null for the destination's own
 * @param pauseBefore step before which each waits to be carried on; null for none
 */
public record TakeoverChoice(
        List<Long> sourcePoints,
        @Nullable String siteCode,
        @Nullable TakeoverStep pauseBefore) {

    public TakeoverChoice(
            @Nullable List<Long> sourcePoints, @Nullable String siteCode, @Nullable TakeoverStep pauseBefore) {
        this.sourcePoints = sourcePoints == null
                ? List.of()
                : List.copyOf(Collections.unmodifiableSet(new TreeSet<>(sourcePoints)));
        this.siteCode = siteCode;
        this.pauseBefore = pauseBefore;
    }

    TakeoverSelection selection(String ownSiteCode) {
        return new TakeoverSelection(sourcePoints, Objects.requireNonNullElse(siteCode, ownSiteCode), pauseBefore);
    }
}
