package org.godwit.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run of old events that was exported to a file of its own.
 *
 * @param first number of its first event
 * @param last number of its last event
 * @param firstAt when its first event was committed
 * @param file name in the folder of segments
 * @param bytes size of the file
 * @param sha256 of the file, lower-case hex
 * @param removedAt when its events left the database; null while they are there
 * @param removedBy null while they are there
 */
public record AuditSegment(
        long first,
        long last,
        Instant firstAt,
        Instant lastAt,
        String file,
        long bytes,
        String sha256,
        Instant sealedAt,
        String sealedBy,
        @Nullable Instant removedAt,
        @Nullable String removedBy) {

    /** How many events it holds. */
    public long events() {
        return last - first + 1;
    }

    public boolean removed() {
        return removedAt != null;
    }

    AuditSegment removed(Instant at, String by) {
        return new AuditSegment(first, last, firstAt, lastAt, file, bytes, sha256, sealedAt, sealedBy, at, by);
    }
}
