package org.godwit.audit;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of one migration job, as the trail tells it.
 *
 * @param jobId as the job's events name it
 * @param name the job's name when it was created; null if the creation named none
 * @param createdFrom remote address; null if no request created it
 * @param planDigest of the plan that was approved or run last; null before there is one
 * @param approvedBy null before an approval
 * @param lastRunBy who started it last; null if it never ran
 * @param unusual what a reviewer should look at twice
 * @param review the last review of this creation; null before one
 * @param steps everything that was done with it, in order
 */
public record JobCreation(
        String jobId,
        @Nullable String name,
        String createdBy,
        Instant createdAt,
        @Nullable String createdFrom,
        @Nullable String planDigest,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt,
        @Nullable String lastRunBy,
        @Nullable Instant lastRunAt,
        Set<Unusual> unusual,
        @Nullable Review review,
        List<Step> steps) {

    /** What makes a creation stand out. */
    public enum Unusual {
        /** Outside the configured working hours. */
        OUT_OF_HOURS,
        /** The first job its creator ever made. */
        NEW_CREATOR,
        /** Approved within a minute of the creation: hardly anybody reads a plan so quickly. */
        APPROVED_AT_ONCE
    }

    /** Somebody looked at the creation and said so. */
    public record Review(String by, Instant at, String comment) {}

    /**
     * One thing done with a job.
     *
     * @param sequence number of its event
     * @param planDigest of the plan it concerned; null where it concerned none
     */
    public record Step(
            long sequence,
            String action,
            String actor,
            Instant at,
            @Nullable String address,
            AuditEntry.Outcome outcome,
            @Nullable String planDigest) {}
}
