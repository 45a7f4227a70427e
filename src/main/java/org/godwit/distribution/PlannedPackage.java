package org.godwit.distribution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A package that a run of a distribution job is to bring to a point, or leaves out.
 *
 * @param from ids of the points that can give it, the best first; never empty
 * @param bytes of its contents
 * @param reasonCode why it is left out; null if it is to be brought
 * @param reason the same as a sentence
 */
record PlannedPackage(
        long to,
        String packageId,
        List<Long> from,
        long bytes,
        @Nullable String reasonCode,
        @Nullable String reason) {}
