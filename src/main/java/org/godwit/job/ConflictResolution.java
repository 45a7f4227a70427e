package org.godwit.job;

/** What becomes of an object that the destination already has in another state (reference CM-51, CM-68, G-14). */
public enum ConflictResolution {
    /** The destination's object stays as it is. */
    SKIP,
    /** It is given the source's state. */
    OVERWRITE,
    /** For a single object: it arrives beside the other under a name of its own. */
    RENAME
}
