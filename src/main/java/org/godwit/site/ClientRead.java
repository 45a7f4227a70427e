package org.godwit.site;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which client rows to read. Rows come in ascending ResourceID.
 *
 * @param afterResourceId only rows with a greater ResourceID; {@link Long#MIN_VALUE} for all
 * @param collectionId only members of this collection; null for all
 * @param blockedOnly only rows whose IsBlocked is true
 * @param resourceIds only these rows, ascending; null for all
 * @param classes data classes whose columns are read; columns of other classes are not in the SELECT at all
 */
public record ClientRead(
        long afterResourceId,
        @Nullable String collectionId,
        boolean blockedOnly,
        @Nullable List<Long> resourceIds,
        Set<DataClass> classes) {

    /** Blocked or not. */
    public ClientRead(long afterResourceId, @Nullable String collectionId, Set<DataClass> classes) {
        this(afterResourceId, collectionId, false, null, classes);
    }

    public ClientRead {
        resourceIds = resourceIds == null ? null : List.copyOf(resourceIds);
        classes = Set.copyOf(classes);
    }

    /** Blocked rows only. */
    public static ClientRead blocked(Set<DataClass> classes) {
        return new ClientRead(Long.MIN_VALUE, null, true, null, classes);
    }

    /** The rows with these ResourceIDs, ascending. */
    public static ClientRead of(List<Long> resourceIds, Set<DataClass> classes) {
        return new ClientRead(Long.MIN_VALUE, null, false, resourceIds, classes);
    }

    /** Whether every row is wanted. */
    public boolean everything() {
        return afterResourceId == Long.MIN_VALUE && collectionId == null && !blockedOnly && resourceIds == null;
    }
}
