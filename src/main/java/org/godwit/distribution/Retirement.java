package org.godwit.distribution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A package that a distribution point is to give up. Until its time is over nothing changes there, and it can be cancelled.
 *
 * @param why as whoever asked for it put it
 * @param dueAt when the package goes
 * @param endedBy who cancelled it, or SYSTEM; null while it is planned
 * @param outcome why it was kept, or what went; null while it is planned
 * @param filesRemoved stored files that nothing else in the library used
 * @param bytesFreed their bytes
 */
public record Retirement(
        long id,
        long distributionPointId,
        String distributionPoint,
        String packageId,
        Status status,
        String why,
        String requestedBy,
        Instant requestedAt,
        Instant dueAt,
        @Nullable String endedBy,
        @Nullable Instant endedAt,
        @Nullable String outcome,
        long filesRemoved,
        long bytesFreed) {

    /** How it stands. */
    public enum Status {
        PLANNED,
        /** Somebody took it back in time. */
        CANCELLED,
        /** The package was wanted again meanwhile, or cannot be removed safely. */
        KEPT,
        REMOVED,
        /** It could not be removed now; it is tried again. */
        FAILED
    }
}
