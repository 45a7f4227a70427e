package org.godwit.report;

import java.time.Instant;

/**
 * How far migration was at a moment.
 *
 * @param objectsRemaining gathered, neither migrated nor excluded nor removed
 * @param clientsMigrated client records at the destination
 * @param clientsAtSources clients of all source hierarchies, as last gathered
 * @param contentBytes bytes of published content
 */
public record ProgressSample(
        Instant at,
        long objectsMigrated,
        long objectsRemaining,
        long clientsMigrated,
        long clientsAtSources,
        long contentBytes) {

    boolean sameFigures(ProgressSample other) {
        return objectsMigrated == other.objectsMigrated
                && objectsRemaining == other.objectsRemaining
                && clientsMigrated == other.clientsMigrated
                && clientsAtSources == other.clientsAtSources
                && contentBytes == other.contentBytes;
    }
}
