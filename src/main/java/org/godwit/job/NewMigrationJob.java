package org.godwit.job;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A migration job as somebody asks for it (reference CM-35 to CM-57).
 *
 * @param name 1 to 200 characters
 * @param securityScopes put on the job and on every object it migrates; empty means {@code Default}
 * @param conflict default for all objects; null means {@link ConflictResolution#SKIP}
 * @param contentOwner site code of the destination site that becomes owner of migrated content; null for the destination's
 *     own
 * @param schedule null means at once
 * @param collectionMapping limiting collections: source CollectionID to the key of a destination collection (CM-83)
 * @param siteCodeMapping source site code to destination site code, replaced in collection queries (CM-85)
 * @param conflicts choices that differ from the job's default, by entity id
 */
public record NewMigrationJob(
        String name,
        @Nullable String description,
        JobType type,
        long sourceHierarchyId,
        JobSelection select,
        @Nullable ConflictResolution conflict,
        @Nullable Set<String> securityScopes,
        @Nullable String contentOwner,
        @Nullable JobSchedule schedule,
        @Nullable Map<String, String> collectionMapping,
        @Nullable Map<String, String> siteCodeMapping,
        @Nullable Map<Long, ConflictResolution> conflicts) {}
