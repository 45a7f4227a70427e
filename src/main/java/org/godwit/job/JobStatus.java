package org.godwit.job;

/** State of a migration job (reference CM 2.4). */
public enum JobStatus {
    NOT_STARTED,
    RUNNING,
    /** Everything was done and verified. */
    COMPLETED,
    /** Something could not be done, or verification found differences. */
    FAILED,
    /** Stopped by somebody; it can be started again and goes on. */
    STOPPED
}
