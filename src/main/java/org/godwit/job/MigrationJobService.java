package org.godwit.job;

import java.util.List;
import org.godwit.security.InScope;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.security.Securable;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;

/**
 * Migration jobs, as console, REST and command line use them. Jobs in none of the caller's security scopes are answered with
 * {@code JOB_NOT_FOUND}; what a job's state forbids with a code that begins {@code JOB_} and kind CONFLICT.
 */
public interface MigrationJobService {

    /** Events of a job are counted up to here: beyond, its log is to be kept as a file and not to be leafed through. */
    int EVENTS_COUNTED = 20_000;

    /**
     * Creates a job; scheduled NOW it starts as soon as this is committed.
     *
     * @param idempotencyKey the same key of the same user with the same request gives the same job again; null for none
     */
    @Requires(Right.MIGRATION_JOB_CREATE)
    MigrationJob create(NewMigrationJob request, @Nullable String idempotencyKey);

    /**
     * The plan that a job like this would have now. Nothing is stored: the plan is of no job, and has the digest that the
     * job's own plan will have while source and destination stay as they are.
     */
    @Requires(Right.MIGRATION_JOB_CREATE)
    MigrationPlan preview(NewMigrationJob request);

    /** The same as a file to save. */
    @Requires(Right.MIGRATION_JOB_CREATE)
    JobReport previewFile(NewMigrationJob request, JobReport.Format format);

    @Requires(Right.MIGRATION_JOB_READ)
    MigrationJob get(long id);

    @Requires(Right.MIGRATION_JOB_READ)
    Page<MigrationJob> list(JobFilter filter, PageQuery page);

    /** Makes and stores a plan from what the catalogue and the destination hold now; nothing else is written. */
    @Requires(Right.MIGRATION_JOB_RUN)
    MigrationPlan makePlan(long id);

    /** The present plan; {@code JOB_NOT_PLANNED} if there is none. */
    @Requires(Right.MIGRATION_JOB_READ)
    MigrationPlan plan(long id);

    /** Approves exactly this plan; the creator cannot. */
    @Requires(Right.MIGRATION_JOB_APPROVE)
    MigrationJob approve(long id, String planDigest);

    /** Starts a job, or lets a stopped one go on. */
    @Requires(Right.MIGRATION_JOB_RUN)
    MigrationJob start(long id);

    /** Asks a running job to stop at its next safe point; a scheduled one loses its schedule. */
    @Requires(Right.MIGRATION_JOB_RUN)
    MigrationJob stop(long id);

    /** Runs again what failed, and what was blocked by it. */
    @Requires(Right.MIGRATION_JOB_RUN)
    MigrationJob retryFailed(long id);

    /** A new job with the same settings, to be started by hand. */
    @Requires(Right.MIGRATION_JOB_CREATE)
    MigrationJob cloneJob(long id);

    /** A new job that takes back what this one did, to be reviewed and started by hand. */
    @Requires(Right.MIGRATION_JOB_CREATE)
    MigrationJob undo(long id);

    /** Deletes a job that does not run; what it migrated stays. {@code JOB_IN_USE} if it belongs to client waves. */
    @Requires(Right.MIGRATION_JOB_DELETE)
    void delete(long id);

    /**
     * Objects of the last run of everything and the retries after it, each as the last run that has it left it.
     *
     * @param status only items in this state; null for all
     * @param name only items whose name or source key contains this; null for all
     */
    @Requires(Right.MIGRATION_JOB_READ)
    Page<JobItem> items(long id, @Nullable ItemStatus status, @Nullable String name, PageQuery page);

    @Requires(Right.MIGRATION_JOB_READ)
    JobReport report(long id, JobReport.Format format);

    /** The present plan as a file to save. */
    @Requires(Right.MIGRATION_JOB_READ)
    JobReport planFile(long id, JobReport.Format format);

    /** What jobs ever did with a gathered object, with every message, newest first; only jobs in the caller's scopes. */
    @Requires(Right.MIGRATION_JOB_READ)
    List<ObjectRun> history(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId, long entityId);

    /**
     * Verifies by the schedule what the last run of everything and the retries after it did: is what was migrated still as it
     * was migrated? Does not ask the source.
     */
    @Requires(Right.MIGRATION_JOB_RUN)
    MigrationJob verify(long id);

    /**
     * What changed from an earlier plan to the present one.
     *
     * @param digest the earlier plan; null for the one that was approved, if it is another, else for the one made before the
     *     present one
     */
    @Requires(Right.MIGRATION_JOB_READ)
    PlanComparison comparePlans(long id, @Nullable String digest);

    /** Plan, approvals, outcome, verification and audit excerpt as one ZIP file, whose hash goes on the audit trail. */
    @Requires(Right.MIGRATION_JOB_READ)
    JobReport evidence(long id);

    /** At most 500 events after the given event id (0 for the first), oldest first. For server-sent events: ask again. */
    @Requires(Right.MIGRATION_JOB_READ)
    List<JobEvent> events(long id, long afterId);

    /** What happened, newest first; the total is counted up to {@link #EVENTS_COUNTED} and stops there. */
    @Requires(Right.MIGRATION_JOB_READ)
    Page<JobEvent> log(long id, PageQuery page);

    /** What happened last, newest first, without counting. */
    @Requires(Right.MIGRATION_JOB_READ)
    List<JobEvent> latest(long id, int most);

    /** The phases that the newest run has begun, each named by its event's message, in their order. */
    @Requires(Right.MIGRATION_JOB_READ)
    List<JobEvent> phases(long id);
}
