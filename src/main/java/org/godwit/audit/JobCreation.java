package org.godwit.audit;

import java.time.Instant;
import java.util.EnumSet;
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
        APPROVED_AT_ONCE,
        /**
         * Its first plan has at least 100 records (objects, clients to be created or updated, files), and more than three
         * times the median of the plans before it: of its creator's last 20 jobs, if there were three, or of everybody's
         * last 100, if there were five.
         */
        LARGE
    }

    /**
     * What became unusual by an event after the given one: by the creation itself, the first plan, or the first approval.
     *
     * @param sequence number of an event
     */
    public Set<Unusual> unusualSince(long sequence) {
        Set<Unusual> since = EnumSet.noneOf(Unusual.class);
        for (Unusual flag : unusual) {
            String cause = switch (flag) {
                case OUT_OF_HOURS, NEW_CREATOR -> JobCreationQueries.JOB_CREATED;
                case APPROVED_AT_ONCE -> JobReview.APPROVED;
                case LARGE -> JobCreationQueries.JOB_PLANNED;
            };
            boolean later = steps.stream()
                    .filter(s -> s.action().equals(cause) && s.outcome() == AuditEntry.Outcome.SUCCESS)
                    .findFirst()
                    .filter(s -> s.sequence() > sequence)
                    .isPresent();
            if (later) {
                since.add(flag);
            }
        }
        return since;
    }

    /** Whether it was created by an event after the given one. */
    public boolean createdSince(long sequence) {
        return steps.stream()
                .anyMatch(s -> s.action().equals(JobCreationQueries.JOB_CREATED) && s.sequence() > sequence);
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
