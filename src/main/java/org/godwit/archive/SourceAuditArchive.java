package org.godwit.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An archive of a source's audit messages.
 *
 * @param messages how many it holds
 * @param bytes its size, compressed
 * @param sha256 of the compressed bytes, lower-case hex; it stands in the audit trail as well; null until it is sealed
 * @param message why it failed, one plain sentence; null unless FAILED
 * @param hint what to do about it; null unless FAILED
 */
public record SourceAuditArchive(
        long id,
        long hierarchyId,
        Status status,
        long messages,
        long bytes,
        @Nullable String sha256,
        @Nullable String message,
        @Nullable String hint,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant endedAt) {

    public enum Status {
        /** It is being written, or waits for it. */
        RUNNING,
        /** It is whole and never changes again. */
        SEALED,
        FAILED
    }
}
