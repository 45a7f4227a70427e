package org.godwit.audit;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads from a job's events what became of it. */
final class JobReview {

    private static final String PLAN_DIGEST = "planDigest";

    private JobReview() {}

    /** @param events of this job, in order */
    static JobCreation of(AuditEvent created, List<AuditEvent> events) {
        Optional<AuditEvent> approved = last(events, e -> e.action().equals("MIGRATION_JOB_APPROVED"));
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
                events.stream().map(JobReview::step).toList());
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
