package org.godwit.hierarchy;

import java.util.List;

/**
 * What finishing a source hierarchy will do, for the page an admin confirms.
 *
 * @param sitesToStop site codes in the order they are stopped: children before parents
 * @param credentialsToRemove stored credentials, as {@code purpose: account}
 * @param warnings what would be lost or left behind, e.g. content still only at the source; empty if nothing
 */
public record FinishReview(List<String> sitesToStop, List<String> credentialsToRemove, List<String> warnings) {}
