package org.godwit.job;

/** What a plan says will happen to an object. */
public enum Fate {
    /** The destination has nothing of it yet. */
    CREATE,
    /** The destination has it, different, and the conflict choice is to overwrite. */
    OVERWRITE,
    /** Left as it is; the reason says why. */
    SKIP,
    /** Cannot be done; the reason names what is in the way. */
    BLOCKED,
    /** Undo only: what the job created is removed. */
    REMOVE,
    /** Undo only: what the job overwrote gets its former state back. */
    RESTORE;

    /** True if it takes back what another job did. */
    boolean takesBack() {
        return this == REMOVE || this == RESTORE;
    }
}
