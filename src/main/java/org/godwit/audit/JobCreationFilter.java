package org.godwit.audit;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;

/**
 * Which job creations are wanted; null leaves a part open.
 *
 * @param creator sign-in name, without regard to case
 * @param job its id or its name
 * @param from created not before this
 * @param to created before this
 * @param flags what is unusual about it: at least one of them; none leaves it open
 * @param reviewed whether somebody marked it as reviewed
 */
public record JobCreationFilter(
        @Nullable String creator,
        @Nullable String job,
        @Nullable Instant from,
        @Nullable Instant to,
        Set<JobCreation.Unusual> flags,
        @Nullable Boolean reviewed) {

    /** Every creation. */
    public static final JobCreationFilter ALL = new JobCreationFilter(null, null, null, null, Set.of(), null);

    private static final String ANY = "ANY";

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
        return !flags.isEmpty() || reviewed != null;
    }

    /** Of what the creation's event does not tell. */
    boolean matches(JobCreation creation) {
        return matches(creation.unusual(), creation.review() != null);
    }

    boolean matches(Set<JobCreation.Unusual> unusual, boolean isReviewed) {
        return (flags.isEmpty() || !Collections.disjoint(flags, unusual))
                && (reviewed == null || reviewed == isReviewed);
    }

    /** Whatever the time of the creation. */
    boolean fits(JobCreation creation) {
        String wanted = creation().object();
        String which = wanted == null ? null : wanted.substring(JobCreationQueries.JOB.length() + 1);
        return matches(creation)
                && (creator == null || creator.isBlank() || creator.strip().equalsIgnoreCase(creation.createdBy()))
                && (which == null
                        || which.equalsIgnoreCase(creation.jobId())
                        || which.equalsIgnoreCase(creation.name()));
    }

    /**
     * @param text a flag's name, {@code ANY} for any of them, or null or blank for none
     * @throws GodwitException {@code FLAG_UNKNOWN}
     */
    public static Set<JobCreation.Unusual> flags(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Set.of();
        }
        String name = text.strip().toUpperCase(Locale.ROOT);
        EnumSet<JobCreation.Unusual> all = EnumSet.allOf(JobCreation.Unusual.class);
        if (name.equals(ANY)) {
            return all;
        }
        return all.stream()
                .filter(flag -> flag.name().equals(name))
                .findFirst()
                .map(Set::of)
                .orElseThrow(() -> GodwitException.invalid(
                        "FLAG_UNKNOWN",
                        "Nothing of this name is unusual about a job creation.",
                        "Use ANY or one of " + Arrays.toString(JobCreation.Unusual.values()) + "."));
    }
}
