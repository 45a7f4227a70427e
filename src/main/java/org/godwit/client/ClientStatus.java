package org.godwit.client;

/** How far a client record at the destination has come. */
public enum ClientStatus {
    /** Its block came first; the rest of the record is still to come. */
    BLOCK_ONLY,
    /** The client assigned itself to the destination; no record of it has come from a source. */
    ASSIGNED_EARLY,
    /** The record came from a source; the client has not assigned itself to the destination yet. */
    MIGRATED,
    /** The record came from a source, and the client has assigned itself to a site of the destination. */
    ASSIGNED
}
