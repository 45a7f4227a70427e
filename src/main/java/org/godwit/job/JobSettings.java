package org.godwit.job;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/** What a job was asked to do, in normal form: stored as JSON with the job, and part of what a plan's digest covers. */
record JobSettings(
        JobSelection select,
        ConflictResolution conflict,
        SortedMap<Long, ConflictResolution> conflicts,
        SortedSet<String> securityScopes,
        @Nullable String contentOwner,
        JobSchedule schedule,
        SortedMap<String, String> collectionMapping,
        SortedMap<String, String> siteCodeMapping,
        SortedMap<ObjectType, SortedSet<String>> scopesByType,
        SortedMap<Architecture, String> bootImages,
        Boolean folderStructure,
        JobPriority priority) {

    static final String DEFAULT_SCOPE = "Default";

    JobSettings(
            JobSelection select,
            ConflictResolution conflict,
            SortedMap<Long, ConflictResolution> conflicts,
            SortedSet<String> securityScopes,
            @Nullable String contentOwner,
            JobSchedule schedule,
            SortedMap<String, String> collectionMapping,
            SortedMap<String, String> siteCodeMapping,
            @Nullable SortedMap<ObjectType, SortedSet<String>> scopesByType,
            @Nullable SortedMap<Architecture, String> bootImages,
            @Nullable Boolean folderStructure,
            @Nullable JobPriority priority) {
        this.select = select;
        this.conflict = conflict;
        this.conflicts = conflicts;
        this.securityScopes = securityScopes;
        this.contentOwner = contentOwner;
        this.schedule = schedule;
        this.collectionMapping = collectionMapping;
        this.siteCodeMapping = siteCodeMapping;
        this.scopesByType = scopesByType == null ? new TreeMap<>() : scopesByType;
        this.bootImages = bootImages == null ? new TreeMap<>() : bootImages;
        this.folderStructure = folderStructure == null || folderStructure;
        this.priority = Objects.requireNonNullElse(priority, JobPriority.NORMAL);
    }

    static JobSettings of(NewMigrationJob request) {
        boolean modified = request.type() == JobType.MODIFIED;
        JobSchedule schedule = request.schedule();
        return new JobSettings(
                request.select(),
                Objects.requireNonNullElse(
                        modified ? ConflictResolution.OVERWRITE : request.conflict(), ConflictResolution.SKIP),
                sorted(request.conflicts()),
                scopes(request.securityScopes()),
                request.contentOwner(),
                schedule == null ? JobSchedule.now() : schedule,
                sorted(request.collectionMapping()),
                sorted(request.siteCodeMapping()),
                scopesByType(request.scopesByType()),
                sorted(request.bootImages()),
                request.folderStructure(),
                request.priority());
    }

    private static SortedSet<String> scopes(@Nullable Set<String> given) {
        return given == null || given.isEmpty() ? new TreeSet<>(Set.of(DEFAULT_SCOPE)) : new TreeSet<>(given);
    }

    private static SortedMap<ObjectType, SortedSet<String>> scopesByType(@Nullable Map<ObjectType, Set<String>> given) {
        SortedMap<ObjectType, SortedSet<String>> byType = new TreeMap<>();
        if (given != null) {
            given.forEach((type, scopes) -> byType.put(type, new TreeSet<>(scopes)));
        }
        return byType;
    }

    JobSettings scheduled(JobSchedule other) {
        return with(select, other);
    }

    /** Settings of a job that takes back what a job with these settings did. */
    JobSettings toUndo() {
        return with(
                new JobSelection(
                        select.types(), select.entityIds(), null, null, null, select.query(), null, null, null),
                JobSchedule.later());
    }

    private JobSettings with(JobSelection otherSelection, JobSchedule otherSchedule) {
        return new JobSettings(
                otherSelection,
                conflict,
                conflicts,
                securityScopes,
                contentOwner,
                otherSchedule,
                collectionMapping,
                siteCodeMapping,
                scopesByType,
                bootImages,
                folderStructure,
                priority);
    }

    ConflictResolution conflictFor(long entityId) {
        return conflicts.getOrDefault(entityId, conflict);
    }

    SortedSet<String> scopesFor(ObjectType type) {
        return scopesByType.getOrDefault(type, securityScopes);
    }

    private static <K extends Comparable<K>, V> SortedMap<K, V> sorted(@Nullable Map<K, V> map) {
        return map == null ? new TreeMap<>() : new TreeMap<>(map);
    }
}
