package org.godwit.distribution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a distribution job.
 *
 * @param status COMPLETED only if nothing failed
 * @param requestedBy sign-in name
 * @param unchanged packages that were there already in the same version, proven
 * @param packages packages to bring
 * @param published of these, those that are published now
 * @param skipped of these, those left out for a reason
 * @param files files of the published ones
 * @param bytes their bytes
 * @param bytesMoved bytes written to libraries
 * @param finishedAt null while it is not finished
 */
public record DistributionRun(
        long id,
        long jobId,
        Status status,
        String requestedBy,
        long unchanged,
        long packages,
        long published,
        long skipped,
        long failed,
        long files,
        long bytes,
        long bytesMoved,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    /** How a run stands. */
    public enum Status {
        RUNNING,
        COMPLETED,
        FAILED,
        STOPPED
    }

    /**
     * A package that a run brings to a point.
     *
     * @param from the point it comes from
     * @param reasonCode why it was left out or failed; null otherwise
     * @param reason the same as a sentence
     */
    public record Item(
            long runId,
            String packageId,
            long fromPointId,
            String from,
            long toPointId,
            String to,
            ContentTransfer.Status status,
            long files,
            long bytes,
            long bytesMoved,
            @Nullable String reasonCode,
            @Nullable String reason) {}
}
