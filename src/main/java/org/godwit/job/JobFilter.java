package org.godwit.job;

import org.jspecify.annotations.Nullable;

/** Which jobs to list; null means any. */
public record JobFilter(
        @Nullable JobStatus status,
        @Nullable JobType type,
        @Nullable Long sourceHierarchyId) {

    public static JobFilter any() {
        return new JobFilter(null, null, null);
    }
}
