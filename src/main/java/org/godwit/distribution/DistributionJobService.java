package org.godwit.distribution;

import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;

/**
 * Jobs that bring content from distribution points of the destination to others of it. A job is seen by whoever has all its
 * points in his security scopes. Methods with an id throw {@code DISTRIBUTION_JOB_NOT_FOUND} where there is none.
 */
public interface DistributionJobService {

    /** Sorted by {@code name} (the default), {@code id}, {@code createdAt} or {@code nextRunAt}. */
    @Requires(Right.CONTENT_READ)
    Page<DistributionJob> list(PageQuery query);

    @Requires(Right.CONTENT_READ)
    DistributionJob get(long id);

    /**
     * @throws org.godwit.shared.GodwitException {@code DISTRIBUTION_JOB_INVALID}, {@code DISTRIBUTION_JOB_EXISTS},
     *     {@code DISTRIBUTION_POINT_NOT_FOUND}, {@code SCHEDULE_INVALID}
     */
    @Requires(Right.CONTENT_TRANSFER)
    DistributionJob create(NewDistributionJob wanted);

    /** Replaces what it brings, where and when. It acts for whoever changed it from then on. Errors as for {@link #create}. */
    @Requires(Right.CONTENT_TRANSFER)
    DistributionJob update(long id, NewDistributionJob wanted);

    /** Removes a job with its runs; what it brought stays. @throws org.godwit.shared.GodwitException {@code DISTRIBUTION_JOB_RUNNING} */
    @Requires(Right.CONTENT_TRANSFER)
    void delete(long id);

    /** Starts a run; the schedule does it. @throws org.godwit.shared.GodwitException {@code DISTRIBUTION_JOB_RUNNING} */
    @Requires(Right.CONTENT_TRANSFER)
    DistributionRun start(long id);

    /** Lets the present run end at the next safe point; nothing happens where none is under way. */
    @Requires(Right.CONTENT_TRANSFER)
    DistributionJob stop(long id);

    /** Its runs, newest first. */
    @Requires(Right.CONTENT_READ)
    Page<DistributionRun> runs(long id, PageQuery query);

    /** @throws org.godwit.shared.GodwitException {@code DISTRIBUTION_RUN_NOT_FOUND} */
    @Requires(Right.CONTENT_READ)
    DistributionRun run(long id, long runId);

    /** What a run brought, left out or failed to bring, by {@code packageId} (the default), {@code status} or {@code bytes}. */
    @Requires(Right.CONTENT_READ)
    Page<DistributionRun.Item> items(long id, long runId, PageQuery query);
}
