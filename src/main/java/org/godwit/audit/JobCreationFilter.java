package org.godwit.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which job creations are wanted; null leaves a part open.
 *
 * @param creator sign-in name, without regard to case
 * @param job its id or its name
 * @param from created not before this
 * @param to created before this
 * @param flag what is unusual about it
 * @param reviewed whether somebody marked it as reviewed
 */
public record JobCreationFilter(
        @Nullable String creator,
        @Nullable String job,
        @Nullable Instant from,
        @Nullable Instant to,
        JobCreation.@Nullable Unusual flag,
        @Nullable Boolean reviewed) {

    /** Every creation. */
    public static final JobCreationFilter ALL = new JobCreationFilter(null, null, null, null, null, null);

    /** What the event of the creation itself tells. */
    AuditFilter creation() {
        String object = job == null || job.isBlank() ? null : job.strip();
        boolean typed = object == null || object.startsWith(JobCreationQueries.JOB + ":");
        return new AuditFilter(
                creator,
                JobCreationQueries.JOB_CREATED,
                typed ? object : JobCreationQueries.JOB + ":" + object,
                from,
                to);
    }

    /** Whether what came after the creation matters too. */
    boolean looksFurther() {
        return flag != null || reviewed != null;
    }

    boolean matches(JobCreation creation) {
        return (flag == null || creation.unusual().contains(flag))
                && (reviewed == null || reviewed == (creation.review() != null));
    }
}
