package org.godwit.hierarchy;

import java.util.List;

/**
 * What finishing a source hierarchy will do, for the page an admin confirms.
 *
 * @param sitesToStop site codes in the order they are stopped: children before parents
 * @param credentialsToRemove stored credentials, as {@code purpose: account}
 * @param steps everything that will be done, in order
 * @param blockers work that goes on; finishing waits for its end. Empty if nothing is in the way
 * @param warnings what would be lost or left behind, e.g. content still only at the source; empty if nothing
 */
public record FinishReview(
        List<String> sitesToStop,
        List<String> credentialsToRemove,
        List<Step> steps,
        List<String> blockers,
        List<String> warnings) {

    /**
     * @param detail one plain sentence: what will be done
     * @param done whether nothing is left to be done of it
     */
    public record Step(Name name, String detail, boolean done) {

        public enum Name {
            STOP_GATHERING,
            REMOVE_CREDENTIALS,
            CLEAN_UP,
            COMPLETE
        }
    }
}
