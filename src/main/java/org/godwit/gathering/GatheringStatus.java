package org.godwit.gathering;

/** State of gathering (reference CM 2.2). */
public enum GatheringStatus {
    /** Nothing was gathered yet. */
    NEVER,
    /** The last cycle was good; the next one comes by the clock. */
    READY,
    RUNNING,
    FAILED,
    STOPPED
}
