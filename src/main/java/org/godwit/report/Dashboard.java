package org.godwit.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.godwit.catalog.EntityStatus;
import org.godwit.client.ClientCounts;
import org.godwit.gathering.GatheringStatus;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.job.JobStatus;
import org.godwit.job.MigrationJob;
import org.jspecify.annotations.Nullable;

/**
 * The state of migration at a glance (reference CM section 7, dashboard). A part that the reader has no right to see is
 * null.
 *
 * @param at when these figures were taken
 * @param siteCode the destination's own site code
 */
public record Dashboard(
        Instant at,
        String siteCode,
        @Nullable List<Source> sources,
        @Nullable Jobs jobs,
        @Nullable ClientCounts clients,
        @Nullable Content content) {

    /**
     * @param gathering where data gathering stands
     * @param objects gathered objects by status
     * @param clients clients at the source as last gathered
     * @param blocked of these, blocked
     */
    public record Source(
            long id,
            String name,
            String siteCode,
            SourceHierarchy.State state,
            GatheringStatus gathering,
            @Nullable Instant lastSuccess,
            @Nullable Instant nextAt,
            Map<EntityStatus, Long> objects,
            long clients,
            long blocked,
            long packages,
            long distributionPoints) {}

    /** @param latest the newest jobs, newest first, at most 8 */
    public record Jobs(Map<JobStatus, Long> byStatus, List<MigrationJob> latest) {}

    /** @param transfers by status */
    public record Content(long distributionPoints, long packages, long bytes, Map<String, Long> transfers) {}
}
