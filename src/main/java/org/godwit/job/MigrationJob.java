package org.godwit.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * A migration job and how far it is.
 *
 * @param scopesByType security scopes of objects of a type, where they differ from {@code securityScopes}
 * @param bootImages boot images of the destination that replace the source's, by architecture
 * @param folderStructure whether folders come along that hold what is selected
 * @param priority which job begins first when there are many
 * @param stopRequested somebody stopped it and it is on its way to the next safe point
 * @param nextRunAt when it runs next; null if not scheduled
 * @param planDigest digest of the present plan; null while there is none
 * @param approval the approval of the present plan; null while there is none
 * @param progress of the present or last run; null before the first
 * @param verification of the last run; null before one verified
 * @param failure why the last run failed as a whole; null if it did not
 * @param clientsDone what the client phases of the last run did; null if there were none
 * @param contentDone what the content phase of the last run did; null if there was none
 * @param takeoverDone what the last run did to distribution points; null if it reassigned none
 * @param runs how many runs there have been
 * @param clonedFrom id of the job this one was cloned from; null if from none
 * @param undoOf id of the job that this one undoes; null if it undoes none
 */
public record MigrationJob(
        long id,
        String name,
        @Nullable String description,
        JobType type,
        long sourceHierarchyId,
        JobStatus status,
        boolean stopRequested,
        JobSelection select,
        ConflictResolution conflict,
        Map<Long, ConflictResolution> conflicts,
        Set<String> securityScopes,
        @Nullable String contentOwner,
        JobSchedule schedule,
        Map<String, String> collectionMapping,
        Map<String, String> siteCodeMapping,
        Map<ObjectType, ? extends Set<String>> scopesByType,
        Map<Architecture, String> bootImages,
        boolean folderStructure,
        JobPriority priority,
        String createdBy,
        Instant createdAt,
        String modifiedBy,
        Instant modifiedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant nextRunAt,
        @Nullable String planDigest,
        @Nullable Approval approval,
        @Nullable Progress progress,
        Counts counts,
        @Nullable Verification verification,
        @Nullable Failure failure,
        @Nullable ClientsDone clientsDone,
        @Nullable ContentDone contentDone,
        @Nullable TakeoverDone takeoverDone,
        int runs,
        @Nullable Long clonedFrom,
        @Nullable Long undoOf) {

    /** @param planDigest what was approved */
    public record Approval(String planDigest, String approvedBy, Instant approvedAt) {}

    /**
     * @param phase PLAN, BLOCKED_CLIENTS, OBJECTS, CLIENTS, CONTENT, TAKEOVER or VERIFY
     * @param done items done in this phase
     * @param total items in this phase; 0 while unknown
     * @param ratePerSecond items a second in this phase, or bytes a second where it moves bytes; 0 while unknown
     * @param eta how long the phase will still take at this rate; null while unknown or when the job does not run
     */
    public record Progress(
            String phase,
            long done,
            long total,
            long bytesDone,
            long bytesTotal,
            double ratePerSecond,
            @Nullable Duration eta) {}

    /**
     * Objects, client records and packages of the last run of everything and the retries after it together.
     *
     * @param migrated done as planned
     * @param skipped left as they were, for a reason that is stated
     */
    public record Counts(long total, long migrated, long skipped, long failed) {
        public static final Counts NONE = new Counts(0, 0, 0, 0);
    }

    /**
     * What re-reading source and destination after the last item found, or the destination alone later.
     *
     * @param differences at most 100 of them, in words
     * @param sourceChanges what was found changed at the source since, at most 100 in words; no part of the verdict, and only
     *     looked for by a later verification
     */
    public record Verification(
            Verdict verdict,
            Instant verifiedAt,
            Objects objects,
            @Nullable Clients clients,
            @Nullable Content content,
            List<String> differences,
            List<String> sourceChanges) {

        public Verification(
                Verdict verdict,
                Instant verifiedAt,
                Objects objects,
                @Nullable Clients clients,
                @Nullable Content content,
                List<String> differences,
                @Nullable List<String> sourceChanges) {
            this.verdict = verdict;
            this.verifiedAt = verifiedAt;
            this.objects = objects;
            this.clients = clients;
            this.content = content;
            this.differences = List.copyOf(differences);
            this.sourceChanges = sourceChanges == null ? List.of() : List.copyOf(sourceChanges);
        }

        public enum Verdict {
            VERIFIED,
            DIFFERENT
        }

        /** @param compared objects whose source and destination were read again; @param different of these, not as planned */
        public record Objects(long compared, long different) {}

        public record Clients(
                long source,
                long destination,
                long blockedSource,
                long blockedDestination,
                long missing,
                long different) {}

        public record Content(long packages, long files, long bytes, boolean equal) {}
    }

    public record Failure(String code, String message, String hint) {}

    /** @param blocked how many of the selected clients are blocked at the destination */
    public record ClientsDone(long created, long updated, long skipped, long conflicts, long blocked) {}

    /** @param waiting points that wait for the source's administrator, or before a step */
    public record TakeoverDone(long completed, long waiting, long failed, long files, long bytesMoved) {}

    /** @param bytesSaved bytes that were already at the destination, whichever package brought them */
    public record ContentDone(
            long packagesPublished,
            long packagesSkipped,
            long packagesFailed,
            long files,
            long bytesMoved,
            long bytesSaved) {}
}
