package org.godwit.distribution;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A distribution job as somebody wants it.
 *
 * @param packageIds null or empty for all that the giving points hold
 * @param every see {@link DistributionJob}; null for one that runs only when it is started
 * @param startAt first run of one that repeats; null for now
 */
public record NewDistributionJob(
        @Nullable String name,
        @Nullable List<DistributionJob.Pair> pairs,
        @Nullable List<String> packageIds,
        @Nullable String every,
        @Nullable Instant startAt) {}
