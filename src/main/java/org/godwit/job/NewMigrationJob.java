package org.godwit.job;

import java.util.Map;
import java.util.Set;
import org.godwit.site.ObjectType;
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
 * @param scopesByType security scopes of the objects of a type, instead of {@code securityScopes}
 * @param bootImages boot images of the destination, by key, that replace the source's of an architecture wherever these are
 *     referred to (CM-54); the source's stay behind unless named one by one
 * @param folderStructure whether the folders come along that hold what is selected (CM-52); null means yes
 * @param priority which job begins first when there are many; null means {@link JobPriority#NORMAL}
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
        @Nullable Map<Long, ConflictResolution> conflicts,
        @Nullable Map<ObjectType, Set<String>> scopesByType,
        @Nullable Map<Architecture, String> bootImages,
        @Nullable Boolean folderStructure,
        @Nullable JobPriority priority) {

    /** With the usual scopes, boot images, folders and priority. */
    public NewMigrationJob(
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
            @Nullable Map<Long, ConflictResolution> conflicts) {
        this(
                name,
                description,
                type,
                sourceHierarchyId,
                select,
                conflict,
                securityScopes,
                contentOwner,
                schedule,
                collectionMapping,
                siteCodeMapping,
                conflicts,
                null,
                null,
                null,
                null);
    }
}
