package org.godwit.job;

import java.util.List;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two plans of a job.
 *
 * @param before digest of the earlier plan
 * @param after digest of the present plan
 * @param items objects that are done otherwise, in the order of the present plan, then those that are no longer in it
 * @param clientsBefore clients by fate; null if none are taken
 * @param contentBefore content to move; null if none is
 * @param parts what else is different, line by line; not empty if the digests differ and nothing above does
 */
public record PlanComparison(
        String before,
        String after,
        List<Difference> items,
        MigrationPlan.@Nullable Clients clientsBefore,
        MigrationPlan.@Nullable Clients clientsAfter,
        @Nullable ContentFigures contentBefore,
        @Nullable ContentFigures contentAfter,
        List<PartDifference> parts) {

    /**
     * A line of a plan that says something else.
     *
     * @param section NOT_GATHERED, CLIENTS, CONTENT, COLLECTION_GROWTH, TAKEOVER, UNDO, or OTHER
     * @param before what the earlier plan says; null if it says nothing of it
     * @param after what the present plan says; null if it says nothing of it
     */
    public record PartDifference(
            String section,
            @Nullable String before,
            @Nullable String after) {}

    /**
     * An object that is done otherwise.
     *
     * @param before its fate in the earlier plan; null if it was not in it
     * @param after its fate in the present plan; null if it is not in it
     * @param what SOURCE, DESTINATION or FATE: what changed first
     */
    public record Difference(
            long entityId,
            ObjectType type,
            String name,
            @Nullable Fate before,
            @Nullable Fate after,
            String what) {}

    /** @param bytesAlreadyThere of the bytes, what the destination holds already */
    public record ContentFigures(long packages, long files, long bytes, long bytesAlreadyThere) {}
}
