package org.godwit.site;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which client rows to read. Rows come in ascending ResourceID.
 *
 * @param afterResourceId only rows with a greater ResourceID; {@link Long#MIN_VALUE} for all
 * @param collectionId only members of this collection; null for all
 * @param blockedOnly only rows whose IsBlocked is true
 * @param classes data classes whose columns are read; columns of other classes are not in the SELECT at all
 */
public record ClientRead(
        long afterResourceId, @Nullable String collectionId, boolean blockedOnly, Set<DataClass> classes) {

    /** Blocked or not. */
    public ClientRead(long afterResourceId, @Nullable String collectionId, Set<DataClass> classes) {
        this(afterResourceId, collectionId, false, classes);
    }

    public ClientRead {
        classes = Set.copyOf(classes);
    }
}
