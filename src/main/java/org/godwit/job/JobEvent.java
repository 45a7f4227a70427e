package org.godwit.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a job, kept for as long as the job is.
 *
 * @param id ascending; give the last one seen to get what came after it
 * @param run number of the run; 0 outside a run
 * @param entityId object concerned; null if none
 * @param code upper snake case, e.g. {@code PHASE_STARTED}, {@code ITEM_FAILED}
 */
public record JobEvent(
        long id, Instant at, int run, @Nullable Long entityId, String code, String message) {}
