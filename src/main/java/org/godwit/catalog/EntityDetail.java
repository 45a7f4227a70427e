package org.godwit.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * An entity with all that was read of it.
 *
 * @param payload the source's columns
 * @param dependsOn what it needs directly or by way of others
 * @param requiredBy what needs it directly or by way of others
 * @param history what gathering saw of it, newest first
 */
public record EntityDetail(
        MigrationEntity entity,
        Map<String, @Nullable Object> payload,
        List<Dependency> dependsOn,
        List<Dependency> requiredBy,
        List<HistoryEntry> history) {

    /**
     * The entity at the other end of a dependency.
     *
     * @param entityId null where it was not gathered
     * @param name null where it was not gathered
     * @param kind how it is used, e.g. {@code BOOT_IMAGE}
     * @param distance 1 for a direct dependency, 2 and more by way of others
     */
    public record Dependency(
            @Nullable Long entityId,
            ObjectType type,
            String sourceKey,
            @Nullable String name,
            @Nullable EntityStatus status,
            String kind,
            int distance) {}

    /** @param event ADDED, MODIFIED, REMOVED or RESTORED */
    public record HistoryEntry(Instant at, String event) {}
}
