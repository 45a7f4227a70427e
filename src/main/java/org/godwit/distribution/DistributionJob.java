package org.godwit.distribution;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job that brings published content from distribution points of the destination to others of it.
 *
 * @param pairs from where to where; a point may give to many, and get from many: the newest version counts
 * @param packageIds packages to bring; empty for all that the giving points hold
 * @param every how it repeats, see {@link org.godwit.shared.Repetition}; null for one that runs only when it is started
 * @param nextRunAt when it runs by itself; null for never
 * @param createdBy sign-in name of who it acts for
 * @param lastRun null before its first
 */
public record DistributionJob(
        long id,
        String name,
        List<Pair> pairs,
        List<String> packageIds,
        @Nullable String every,
        @Nullable Instant nextRunAt,
        String createdBy,
        Instant createdAt,
        @Nullable DistributionRun lastRun) {

    /**
     * From one distribution point to another.
     *
     * @param fromName null where it is given to make or change a job
     * @param toName likewise
     */
    public record Pair(
            long from,
            long to,
            @Nullable String fromName,
            @Nullable String toName) {

        public Pair(long from, long to) {
            this(from, to, null, null);
        }
    }

    public DistributionJob {
        pairs = List.copyOf(pairs);
        packageIds = List.copyOf(packageIds);
    }
}
