package org.godwit.shared;

import java.time.Instant;

/** Rows that a module keeps for a time only; they are purged every night. Called within a transaction. */
public interface Retained {

    /** What it is, for the log, e.g. {@code acknowledged alerts}. */
    String what();

    /**
     * Removes rows that ended before the given moment.
     *
     * @return how many
     */
    int purge(Instant before);
}
