package org.godwit.job;

/** State of an object within a migration job (reference CM 2.5). */
public enum ItemStatus {
    NOT_STARTED,
    RUNNING,
    COMPLETED,
    FAILED,
    SKIPPED
}
