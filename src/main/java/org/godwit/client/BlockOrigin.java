package org.godwit.client;

/** Who set the block of a client record. */
enum BlockOrigin {
    /** Its source says so. */
    SOURCE,
    /** An admin of the destination. */
    DESTINATION
}
