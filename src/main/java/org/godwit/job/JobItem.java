package org.godwit.job;

import java.time.Instant;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * An object in a job, as the last run of everything and the retries after it left it.
 *
 * @param run number of the run that left it so
 * @param entityId Godwit's id of the gathered object
 * @param destinationKey its key at the destination; null if it has none
 * @param code why it failed or was skipped, e.g. {@code SOURCE_CHANGED}; null otherwise
 * @param message the same as a sentence; null otherwise
 */
public record JobItem(
        int run,
        long entityId,
        ObjectType type,
        String sourceKey,
        String name,
        Fate fate,
        ItemStatus status,
        @Nullable String destinationKey,
        @Nullable String code,
        @Nullable String message,
        @Nullable Instant finishedAt) {}
