package org.godwit.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run of one job did with an object.
 *
 * @param run number of the run within the job
 * @param fate what its plan said
 * @param status what became of it
 * @param destinationKey its key at the destination; null if it has none
 * @param finishedAt null while it is not done
 * @param messages everything that was said of it, oldest first
 */
public record ObjectRun(
        long jobId,
        String jobName,
        int run,
        Fate fate,
        ItemStatus status,
        @Nullable String destinationKey,
        @Nullable Instant finishedAt,
        List<Message> messages) {

    /** @param code e.g. {@code SOURCE_CHANGED} */
    public record Message(@Nullable Instant at, String code, String message) {}
}
