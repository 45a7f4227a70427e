package org.godwit.job;

/** What a migration job is about (reference CM 1). The type names the focus; whatever else is selected is done as well. */
public enum JobType {
    /** Objects picked by type or one by one. */
    OBJECT,
    /** Collections with the objects related to them. */
    COLLECTION,
    /** Client records, blocked ones first. */
    CLIENT,
    /** Package content, to distribution points of the destination. */
    CONTENT,
    /** Objects that were migrated and whose source changed afterwards; always overwrites. */
    MODIFIED,
    /** Source distribution points reassigned to the destination; or content to chosen points. */
    DISTRIBUTION_POINT
}
