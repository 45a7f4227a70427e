package org.godwit.audit;

import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.godwit.audit.AuditVerification.BrokenLink;
import org.godwit.security.Actor;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.AlertCleared;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;

/** What a security officer does with the trail: read, review, verify, export. */
@Service
public class AuditService {

    /** Events that fit a filter are counted up to here: beyond, a list is to be narrowed and not to be leafed through. */
    public static final int COUNTED_AT_MOST = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(AuditService.class);

    private static final int LONGEST_COMMENT = 1_000;

    private final AuditQueries queries;
    private final JobCreationQueries creations;
    private final TrailWalk walk;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;

    AuditService(
            AuditQueries queries,
            JobCreationQueries creations,
            TrailWalk walk,
            AuditTrail trail,
            ApplicationEventPublisher events) {
        this.queries = queries;
        this.creations = creations;
        this.walk = walk;
        this.trail = trail;
        this.events = events;
    }

    /**
     * Newest first. With a filter, the total is counted up to {@link #COUNTED_AT_MOST} and stops there.
     */
    @Requires(Right.AUDIT_READ)
    public Page<AuditEvent> list(AuditFilter filter, PageQuery page) {
        return queries.list(filter, page);
    }

    /** @throws GodwitException {@code AUDIT_EVENT_NOT_FOUND} */
    @Requires(Right.AUDIT_READ)
    public AuditEvent get(long sequence) {
        return queries.find(sequence)
                .orElseThrow(() -> GodwitException.notFound(
                        "AUDIT_EVENT_NOT_FOUND",
                        "There is no audit event " + sequence + ".",
                        "List them with GET /audit-events."));
    }

    /**
     * Who created, changed, approved and ran which job, when, from where, with which plan: one item for each job, the one
     * created last first. With a filter on flags or reviews, the newest 5,000 creations that fit the rest are looked at.
     */
    @Requires(Right.AUDIT_READ)
    public Page<JobCreation> jobCreations(JobCreationFilter filter, PageQuery page) {
        return creations.list(filter, page);
    }

    /**
     * What became of the jobs that have events with numbers above the first and up to the second, as far as the filter's
     * creator, job, flags and review fit; for those who tell of it.
     */
    @Requires(Right.AUDIT_READ)
    public List<JobCreation> jobCreationsTouched(long after, long upTo, JobCreationFilter filter) {
        return creations.touched(after, upTo).stream().filter(filter::fits).toList();
    }

    /**
     * Writes all job creations that fit, oldest first, in bounded memory. The stream stays open.
     *
     * @throws java.io.UncheckedIOException if the stream cannot be written
     */
    @Requires(Right.AUDIT_EXPORT)
    public void exportJobCreations(JobCreationFilter filter, AuditExportFormat format, OutputStream out) {
        exported("JOB_CREATIONS", filter, format);
        try (JobCreationExport export = new JobCreationExport(format, out)) {
            creations.forEach(filter, export::write);
        }
    }

    /** A part of the trail, newest first; the filter's action is left aside. */
    @Requires(Right.AUDIT_READ)
    public Page<AuditEvent> history(AuditHistory history, AuditFilter filter, PageQuery page) {
        return queries.history(history, filter, page);
    }

    /**
     * Marks a job's creation as reviewed. The mark is an event like any other, so it cannot be taken back.
     *
     * @param comment 1 to 1000 characters
     * @throws GodwitException {@code JOB_CREATION_NOT_FOUND}, {@code REVIEW_COMMENT_INVALID}, {@code REVIEWER_TOOK_PART}
     *     if the reviewer did something with the job herself
     */
    @Requires(Right.AUDIT_REVIEW)
    public void markReviewed(String jobId, String comment) {
        if (comment.isBlank() || comment.length() > LONGEST_COMMENT) {
            throw GodwitException.invalid(
                    "REVIEW_COMMENT_INVALID",
                    "A review needs a comment of 1 to " + LONGEST_COMMENT + " characters.",
                    "Say what you looked at and found.");
        }
        Set<String> actors = queries.actorsOf(jobId);
        if (actors.isEmpty()) {
            throw GodwitException.notFound(
                    "JOB_CREATION_NOT_FOUND",
                    "The trail knows no migration job " + jobId + ".",
                    "List them with GET /audit-events/job-creations.");
        }
        if (actors.stream().anyMatch(Actor.current().name()::equalsIgnoreCase)) {
            throw GodwitException.refused(
                    "REVIEWER_TOOK_PART",
                    "Whoever created, changed, approved or ran a job does not review it.",
                    "Let somebody else with the right AUDIT:REVIEW do it.");
        }
        trail.recordApart(AuditEntry.success(JobReview.REVIEWED, "MIGRATION_JOB", jobId, null)
                .with(JobReview.COMMENT, comment.strip()));
        events.publishEvent(new AlertCleared(AlertCondition.Kind.JOB_CREATION_UNUSUAL, JobCreationQueries.JOB, jobId));
    }

    /** Walks the whole chain, in bounded memory, and compares it with the checkpoints. The verdict is itself an event. */
    @Requires(Right.AUDIT_VERIFY)
    public AuditVerification verify() {
        AuditVerification found = walk.verify();
        BrokenLink broken = found.firstBroken();
        AuditEntry entry = broken == null
                ? AuditEntry.success("AUDIT_VERIFIED", "AUDIT_TRAIL", null, null)
                : AuditEntry.failed("AUDIT_VERIFIED", "AUDIT_TRAIL", null, null)
                        .with("firstBroken", broken.sequence())
                        .with("kind", broken.kind().name());
        try {
            trail.recordApart(entry.with("verdict", found.verdict().name()).with("events", found.events()));
        } catch (DataAccessException e) {
            if (broken == null) {
                throw e;
            }
            LOG.error("The audit trail is broken at {} such that nothing can be added to it", broken.sequence(), e);
        }
        if (broken == null) {
            events.publishEvent(new AlertCleared(AlertCondition.Kind.AUDIT_BROKEN, "AUDIT_TRAIL", "1"));
        } else {
            events.publishEvent(new AlertCondition(
                    AlertCondition.Kind.AUDIT_BROKEN,
                    "AUDIT_TRAIL",
                    "1",
                    "The audit trail is broken at event " + broken.sequence() + ". " + broken.explanation()));
        }
        return found;
    }

    /**
     * Writes all matching events, oldest first, in bounded memory. The stream stays open.
     *
     * @throws java.io.UncheckedIOException if the stream cannot be written
     */
    @Requires(Right.AUDIT_EXPORT)
    public void export(AuditFilter filter, AuditExportFormat format, OutputStream out) {
        exported(null, filter, format);
        try (AuditExport export = new AuditExport(format, out)) {
            queries.forEach(filter, export::write);
        }
    }

    /**
     * Writes all matching events of a part of the trail, oldest first, in bounded memory. The stream stays open.
     *
     * @throws java.io.UncheckedIOException if the stream cannot be written
     */
    @Requires(Right.AUDIT_EXPORT)
    public void export(AuditHistory history, AuditFilter filter, AuditExportFormat format, OutputStream out) {
        exported(history.name(), filter, format);
        try (AuditExport export = new AuditExport(format, out)) {
            queries.forEach(history, filter, export::write);
        }
    }

    private void exported(@Nullable String part, Record filter, AuditExportFormat format) {
        trail.recordApart(AuditEntry.success("AUDIT_EXPORTED", "AUDIT_TRAIL", null, part)
                .with("format", format.name())
                .with("filter", filter.toString()));
    }
}
