package org.godwit.job;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
        SortedMap<String, String> siteCodeMapping) {

    static final String DEFAULT_SCOPE = "Default";

    static JobSettings of(NewMigrationJob request) {
        ConflictResolution conflict = request.conflict();
        SortedSet<String> scopes =
                request.securityScopes() == null ? new TreeSet<>() : new TreeSet<>(request.securityScopes());
        if (scopes.isEmpty()) {
            scopes.add(DEFAULT_SCOPE);
        }
        JobSchedule schedule = request.schedule();
        return new JobSettings(
                request.select(),
                request.type() == JobType.MODIFIED || conflict == null
                        ? (request.type() == JobType.MODIFIED ? ConflictResolution.OVERWRITE : ConflictResolution.SKIP)
                        : conflict,
                sorted(request.conflicts()),
                scopes,
                request.contentOwner(),
                schedule == null ? JobSchedule.now() : schedule,
                sorted(request.collectionMapping()),
                sorted(request.siteCodeMapping()));
    }

    JobSettings scheduled(JobSchedule other) {
        return new JobSettings(
                select, conflict, conflicts, securityScopes, contentOwner, other, collectionMapping, siteCodeMapping);
    }

    /** Settings of a job that takes back what a job with these settings did: objects only. */
    JobSettings toUndo() {
        return new JobSettings(
                new JobSelection(select.types(), select.entityIds(), null, null, null),
                conflict,
                conflicts,
                securityScopes,
                contentOwner,
                JobSchedule.later(),
                collectionMapping,
                siteCodeMapping);
    }

    ConflictResolution conflictFor(long entityId) {
        return conflicts.getOrDefault(entityId, conflict);
    }

    private static <K extends Comparable<K>, V> SortedMap<K, V> sorted(@Nullable Map<K, V> map) {
        return map == null ? new TreeMap<>() : new TreeMap<>(map);
    }
}
