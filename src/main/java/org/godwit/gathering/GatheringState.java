package org.godwit.gathering;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where gathering of a hierarchy stands.
 *
 * @param last the newest gathering; null if there was none
 * @param lastSuccess when a gathering last succeeded; null if none did
 * @param nextAt when the next cycle is due, or the one that runs goes on where its source failed in passing; null while one reads,
 *     while stopped, and before the first
 */
public record GatheringState(
        long hierarchyId,
        GatheringStatus status,
        @Nullable Gathering last,
        @Nullable Instant lastSuccess,
        @Nullable Instant nextAt) {}
