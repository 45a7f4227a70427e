package org.godwit.wave;

import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;

/**
 * Waves of clients, as console, REST and command line use them. Plans in none of the caller's security scopes are answered
 * with {@code WAVES_NOT_FOUND}, and not listed.
 */
public interface WaveService {

    /**
     * Plans waves: who is in which is fixed by this, and nothing begins before {@link #start}. Plan and jobs are in the
     * caller's security scopes, in {@code Default} if these are all.
     *
     * @throws org.godwit.shared.GodwitException {@code WAVES_INVALID}, {@code WAVES_EMPTY}
     */
    @Requires(Right.MIGRATION_JOB_CREATE)
    WavePlan create(NewWavePlan request);

    /** @throws org.godwit.shared.GodwitException {@code WAVES_NOT_FOUND} */
    @Requires(Right.MIGRATION_JOB_READ)
    WavePlan get(long id);

    /** Newest first. */
    @Requires(Right.MIGRATION_JOB_READ)
    Page<WavePlan> list(PageQuery page);

    /**
     * Begins with the first wave, or goes on after a hold; a wave that failed is run again.
     *
     * @throws org.godwit.shared.GodwitException {@code WAVES_STATE} if it runs already or is completed
     */
    @Requires(Right.MIGRATION_JOB_RUN)
    WavePlan start(long id);

    /**
     * No further wave begins; one that runs goes on to its end.
     *
     * @throws org.godwit.shared.GodwitException {@code WAVES_STATE} if it does not run
     */
    @Requires(Right.MIGRATION_JOB_RUN)
    WavePlan hold(long id);

    /**
     * Removes a plan and the lists of who is in which wave. Its jobs stay, with their reports; one that is run again after
     * this has nobody to migrate and fails.
     *
     * @throws org.godwit.shared.GodwitException {@code WAVES_STATE} if it runs, or its latest wave does
     */
    @Requires(Right.MIGRATION_JOB_DELETE)
    void delete(long id);
}
