package org.godwit.distribution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One package brought to one destination distribution point by one run of a migration job.
 *
 * @param sourceDistributionPoint server it is read from; null until chosen
 * @param attempts how many times it was started
 * @param files files of its contents; 0 until they are known
 * @param bytes bytes of its contents; 0 until known
 * @param bytesMoved bytes written to the destination library
 * @param bytesSaved bytes that were already there, verified
 * @param failureCode e.g. {@code CONTENT_HASH_MISMATCH}; null unless FAILED
 * @param failureMessage names the file, what was expected and found, and the location; null unless FAILED
 */
public record ContentTransfer(
        long id,
        long jobId,
        long runId,
        long hierarchyId,
        String packageId,
        long distributionPointId,
        String distributionPoint,
        @Nullable String sourceDistributionPoint,
        Status status,
        int attempts,
        long files,
        long bytes,
        long bytesMoved,
        long bytesSaved,
        @Nullable String failureCode,
        @Nullable String failureMessage,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** Words of an object in a job (design 1); SKIPPED: it was there already, verified. */
    public enum Status {
        NOT_STARTED,
        RUNNING,
        COMPLETED,
        SKIPPED,
        FAILED,
        STOPPED
    }
}
