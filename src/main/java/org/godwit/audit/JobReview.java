package org.godwit.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.godwit.audit.JobCreation.Unusual;
import org.jspecify.annotations.Nullable;

/** Reads from a job's events what became of it. */
final class JobReview {

    static final String REVIEWED = "JOB_CREATION_REVIEWED";
    static final String APPROVED = "MIGRATION_JOB_APPROVED";
    static final String COMMENT = "comment";

    private static final String PLAN_DIGEST = "planDigest";

    private static final Duration TOO_QUICK = Duration.ofMinutes(1);

    private final WorkingHours hours;

    JobReview(WorkingHours hours) {
        this.hours = hours;
    }

    /**
     * @param events of this job, in order
     * @param first whether its creator had created none before
     * @param large see {@link JobSizes}
     */
    JobCreation of(AuditEvent created, List<AuditEvent> events, boolean first, boolean large) {
        Optional<AuditEvent> approved = last(events, e -> e.action().equals(APPROVED));
        Optional<AuditEvent> run = last(events, e -> e.action().equals("MIGRATION_JOB_STARTED"));
        String plan = last(events, e -> planDigest(e) != null)
                .map(JobReview::planDigest)
                .orElse(null);
        return new JobCreation(
                String.valueOf(created.objectId()),
                created.objectName(),
                created.actor(),
                created.at(),
                created.address(),
                plan,
                approved.map(AuditEvent::actor).orElse(null),
                approved.map(AuditEvent::at).orElse(null),
                run.map(AuditEvent::actor).orElse(null),
                run.map(AuditEvent::at).orElse(null),
                unusual(created, firstApproved(events), first, large),
                last(events, e -> e.action().equals(REVIEWED))
                        .map(JobReview::review)
                        .orElse(null),
                events.stream().map(JobReview::step).toList());
    }

    /**
     * What officers should look at.
     *
     * @param approved when the job was first approved; null if it was not
     */
    Set<Unusual> unusual(AuditEvent created, @Nullable Instant approved, boolean first, boolean large) {
        Set<Unusual> found = EnumSet.noneOf(Unusual.class);
        if (!hours.cover(created.at())) {
            found.add(Unusual.OUT_OF_HOURS);
        }
        if (first) {
            found.add(Unusual.NEW_CREATOR);
        }
        if (large) {
            found.add(Unusual.LARGE);
        }
        if (approved != null && approved.isBefore(created.at().plus(TOO_QUICK))) {
            found.add(Unusual.APPROVED_AT_ONCE);
        }
        return found;
    }

    private static @Nullable Instant firstApproved(List<AuditEvent> events) {
        return events.stream()
                .filter(e ->
                        e.outcome() == AuditEntry.Outcome.SUCCESS && e.action().equals(APPROVED))
                .map(AuditEvent::at)
                .findFirst()
                .orElse(null);
    }

    private static JobCreation.Review review(AuditEvent event) {
        return new JobCreation.Review(
                event.actor(), event.at(), String.valueOf(event.details().get(COMMENT)));
    }

    private static JobCreation.Step step(AuditEvent event) {
        return new JobCreation.Step(
                event.sequence(),
                event.action(),
                event.actor(),
                event.at(),
                event.address(),
                event.outcome(),
                planDigest(event));
    }

    private static Optional<AuditEvent> last(List<AuditEvent> events, Predicate<AuditEvent> which) {
        return events.stream()
                .filter(e -> e.outcome() == AuditEntry.Outcome.SUCCESS)
                .filter(which)
                .reduce((first, second) -> second);
    }

    private static @Nullable String planDigest(AuditEvent event) {
        return event.details().get(PLAN_DIGEST) instanceof String digest ? digest : null;
    }
}
