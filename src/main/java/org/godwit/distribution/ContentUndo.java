package org.godwit.distribution;

import java.util.Collection;
import java.util.List;
import org.godwit.security.SystemOnly;
import org.godwit.shared.RunControl;
import org.jspecify.annotations.Nullable;

/**
 * Taking back what a migration job published. Only what the job brought itself and what no other job relies on can be
 * removed; whether an object still needs it is for the caller to say. It can be called again after a crash and goes on.
 */
@SystemOnly("Called by job within work whose right was checked")
public interface ContentUndo {

    /** What a job published and is still there, by package and point. */
    List<Published> published(long jobId);

    /**
     * Removes packages from the libraries of their points.
     *
     * @param undoJobId the job that takes back, for the audit trail
     * @return why each package that is still there is
     */
    Outcome remove(long jobId, long undoJobId, Collection<Place> places, RunControl control);

    /** A package at a destination point. */
    record Place(String packageId, long distributionPointId) {}

    /**
     * @param keep why it must stay whatever the objects say; null if it may go
     * @param bytes of its files; those that other packages use stay
     */
    record Published(
            Place place,
            String distributionPoint,
            long files,
            long bytes,
            @Nullable String keep) {}

    /** @param stopped true if it ended early because a stop was requested */
    record Outcome(long removed, List<Kept> kept, boolean stopped) {}

    record Kept(Place place, String distributionPoint, String why) {}
}
