package org.godwit.distribution;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One re-hashing of everything a destination distribution point holds, with or without a repair of what is found.
 *
 * @param status WAITING, RUNNING, CLEAN, REPAIRED (see what was mended), DIFFERENT (see the findings), STOPPED (before it was through;
 *     what it found until then counts) or FAILED (could not be finished)
 * @param requestedBy sign-in name
 * @param packages packages looked at; grows while it is RUNNING, as do files and bytes
 * @param files stored files hashed
 * @param bytes bytes hashed
 * @param findings what is missing, different or belongs to nothing, one plain sentence each
 * @param repair whether what is found damaged is mended, from any library that has it
 * @param repairs what was mended and from where, one plain sentence each
 * @param stopRequestedAt when somebody asked it to stop; null if nobody did
 * @param finishedAt null while it is not finished
 */
public record ContentValidation(
        long id,
        long distributionPointId,
        Status status,
        String requestedBy,
        long packages,
        long files,
        long bytes,
        List<String> findings,
        boolean repair,
        List<String> repairs,
        Instant requestedAt,
        @Nullable Instant stopRequestedAt,
        @Nullable Instant finishedAt) {

    /** How it stands. */
    public enum Status {
        WAITING,
        RUNNING,
        CLEAN,
        /** Everything that was found missing or different was mended. */
        REPAIRED,
        DIFFERENT,
        /** Somebody stopped it before it was through. */
        STOPPED,
        FAILED
    }

    public ContentValidation {
        findings = List.copyOf(findings);
        repairs = List.copyOf(repairs);
    }
}
