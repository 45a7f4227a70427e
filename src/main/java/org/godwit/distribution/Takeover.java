package org.godwit.distribution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The reassignment of one source distribution point to the destination, by one run of a job.
 *
 * @param serverName server of the source point
 * @param distributionPointId the destination point it becomes; null before it was begun
 * @param siteCode the destination site it goes to
 * @param pauseBefore the step before which it waits to be carried on; null for none
 * @param lastDone the last step that was done; null for none
 * @param packages packages that the source states there
 * @param files files of those proven there
 * @param bytes their bytes
 * @param packagesMissing packages that were missing or damaged there and had to be brought
 * @param bytesMoved bytes brought to it
 * @param failureCode null unless FAILED
 * @param failureMessage null unless FAILED
 */
public record Takeover(
        long id,
        long jobId,
        long runId,
        long hierarchyId,
        long sourcePointId,
        String serverName,
        @Nullable Long distributionPointId,
        String siteCode,
        @Nullable TakeoverStep pauseBefore,
        @Nullable TakeoverStep lastDone,
        Status status,
        long packages,
        long files,
        long bytes,
        long packagesMissing,
        long bytesMoved,
        @Nullable String failureCode,
        @Nullable String failureMessage,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    /** How it stands. */
    public enum Status {
        NOT_STARTED,
        RUNNING,
        /** It waits before a step, as it was asked to. */
        PAUSED,
        STOPPED,
        FAILED,
        /** All that can be done from here is done; the source's administrator has the last step to do. */
        WAITING_FOR_SOURCE,
        COMPLETED,
        ABORTED
    }

    /** The step to be done next; null if all are done. */
    public @Nullable TakeoverStep nextStep() {
        return TakeoverStep.after(lastDone);
    }
}
