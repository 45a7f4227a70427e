package org.godwit.hierarchy;

import java.util.List;
import org.godwit.site.DataClass;

/**
 * Implemented by every module that keeps data of a source hierarchy, so that finishing and cleaning up reach all of it
 * although hierarchy knows none of these modules.
 */
public interface MigrationData {

    /** What it is, for the audit event, e.g. {@code catalogue}. */
    String what();

    /** Sentences saying what would be lost if the source went away now; empty if nothing. */
    default List<String> warnings(long hierarchyId) {
        return List.of();
    }

    /** Sentences saying which work on this hierarchy is going on, e.g. a job that runs; empty if none. */
    default List<String> runningWork(long hierarchyId) {
        return List.of();
    }

    /** Whether its running work ends by itself once gathering is stopped, within seconds as a rule. */
    default boolean endsWithGathering() {
        return false;
    }

    /**
     * Removes what is not needed after migration, in the caller's transaction, keeping which object came from where. Called
     * again it finds nothing more.
     *
     * @return rows removed
     */
    long cleanUp(long hierarchyId);

    /**
     * Removes what was read of one class of information, in the caller's transaction. Blocks of clients are never lost.
     *
     * @return rows removed or emptied
     */
    default long purge(long hierarchyId, DataClass dataClass) {
        return 0;
    }
}
