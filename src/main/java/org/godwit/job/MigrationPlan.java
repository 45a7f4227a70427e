package org.godwit.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.godwit.distribution.DistributionPointTakeover.TakeoverPlan;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * What a job will do, item by item in the order of doing. It never changes; planning again makes another one.
 *
 * @param digest SHA-256 (lower-case hex) over everything that will be done; the same plan made again has the same digest
 * @param items objects, what is needed before what needs it
 * @param clients clients by fate; null if the job takes none
 * @param content content to move; null if the job moves none
 * @param notGathered what the job lacks because the source did not give it, a sentence each with what to do; empty if nothing
 * @param takeover source distribution points to be reassigned, step by step; null if the job reassigns none
 * @param growth collections that may have more members at the destination than at the source
 * @param undo what an undo does beside objects; null unless the job undoes another
 * @param estimate how long it will take by what earlier runs took; null while that is not known
 */
public record MigrationPlan(
        long jobId,
        String digest,
        Instant createdAt,
        String createdBy,
        List<Item> items,
        @Nullable Clients clients,
        @Nullable Content content,
        List<String> notGathered,
        @Nullable TakeoverPlan takeover,
        List<Growth> growth,
        @Nullable Undo undo,
        @Nullable Estimate estimate) {

    /**
     * A collection whose queries would find clients that came from elsewhere (CM-84). A limiting collection of the destination
     * or a site code in its queries bounds it.
     *
     * @param membersAtSource clients it has at the source; null where the source did not say
     * @param othersAtMost clients of the destination that did not come from this source: it can get that many more at most
     * @param targetedBy deployments that would reach them
     */
    public record Growth(
            long entityId,
            String collectionId,
            String name,
            @Nullable Long membersAtSource,
            long othersAtMost,
            List<String> targetedBy) {}

    /**
     * What an undo does beside objects.
     *
     * @param packages what the job published and is still there
     * @param notUndone what stays although the job did it, a sentence each with the reason
     */
    public record Undo(RecordsTakenBack clients, List<PackageTakenBack> packages, List<String> notUndone) {}

    /**
     * Client records that an undo takes back; a block always stays.
     *
     * @param keepBlocked records of blocked clients of which nothing but the block stays
     * @param changedSince records that stay as they are, because somebody changed them since
     */
    public record RecordsTakenBack(long remove, long restore, long keepBlocked, long changedSince) {}

    /**
     * @param fate REMOVE, or SKIP if it stays
     * @param reason why it stays; null if it does not
     */
    public record PackageTakenBack(
            String packageId,
            long distributionPointId,
            String distributionPoint,
            Fate fate,
            @Nullable String reason,
            long files,
            long bytes) {}

    /** @param phases by name of the phase; @param measuredRuns how many runs it rests on */
    public record Estimate(Duration total, Map<String, Duration> phases, long measuredRuns) {}

    /**
     * @param fate what will happen
     * @param reason why, where it is not simply done; null otherwise
     * @param reasonCode the same as a code; null where there is no reason
     * @param changes fields that would differ from what the destination has now; empty where it has nothing yet
     * @param advice what an admin has to do before or after (reference CM-48)
     */
    public record Item(
            int position,
            long entityId,
            ObjectType type,
            String sourceKey,
            String name,
            Fate fate,
            @Nullable String reason,
            @Nullable String reasonCode,
            List<Change> changes,
            List<String> advice) {}

    /** A field that differs; a value is null where that side has no such field. JSON text for anything but plain text. */
    public record Change(
            String field, @Nullable String source, @Nullable String destination) {}

    /** @param conflict records whose block a destination admin removed: left as they are */
    public record Clients(
            long create, long update, long skip, long conflict, long blocked, Map<String, Long> leftOut) {}

    /**
     * @param bytes each stored file counted once
     * @param bytesAlreadyThere of these, what the destination holds already
     * @param items one line per package and distribution point
     */
    public record Content(long packages, long files, long bytes, long bytesAlreadyThere, List<Transfer> items) {}

    /** @param fate TRANSFER, UP_TO_DATE or BLOCKED */
    public record Transfer(
            String packageId,
            String contentId,
            long distributionPointId,
            String fate,
            @Nullable String reason,
            long files,
            long bytes) {}
}
