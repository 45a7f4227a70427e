package org.godwit.job;

import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list; null means any.
 *
 * @param name a part of the name
 */
public record JobFilter(
        @Nullable JobStatus status,
        @Nullable JobType type,
        @Nullable Long sourceHierarchyId,
        @Nullable String name) {

    public JobFilter(@Nullable JobStatus status, @Nullable JobType type, @Nullable Long sourceHierarchyId) {
        this(status, type, sourceHierarchyId, null);
    }

    public static JobFilter any() {
        return new JobFilter(null, null, null);
    }
}
