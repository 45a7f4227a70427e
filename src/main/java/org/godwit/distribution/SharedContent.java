package org.godwit.distribution;

import java.util.List;

/**
 * What comes with a shared distribution point: which of its packages are of the version that the source has now (reference
 * CM-94), and which boundary groups name it (CM-97).
 *
 * @param packagesCurrent packages there of the newest version that the source states
 * @param packagesOutdated packages there of an older one: content of the newest is taken from another point
 * @param versionReasons one plain sentence for each outdated package, the first ones
 * @param boundaryGroups boundary groups that name it, as gathered
 */
public record SharedContent(
        long packagesCurrent, long packagesOutdated, List<String> versionReasons, List<BoundaryGroup> boundaryGroups) {

    /** Nothing is known of it. */
    static final SharedContent NOTHING = new SharedContent(0, 0, List.of(), List.of());

    public SharedContent {
        versionReasons = List.copyOf(versionReasons);
        boundaryGroups = List.copyOf(boundaryGroups);
    }

    /**
     * A boundary group that names the point.
     *
     * @param entityId of the catalogue, where it can be chosen for migration
     * @param status as an entity, e.g. AVAILABLE or MIGRATED
     * @param boundaries names of its boundaries
     */
    public record BoundaryGroup(long entityId, String name, String status, List<String> boundaries) {

        public BoundaryGroup {
            boundaries = List.copyOf(boundaries);
        }
    }
}
