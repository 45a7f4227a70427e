package org.godwit.catalog;

/**
 * State of a migration entity (reference C, SMS_MigrationEntity.Status): all that the product knows, so that lists can be asked
 * for any. That an entity runs or is scheduled is the state of the jobs that take it, of which there may be several: no entity is
 * RUNNING, PENDING_SCHEDULE or SCHEDULED itself.
 */
public enum EntityStatus {
    AVAILABLE,
    MIGRATED,
    RUNNING,
    FAILED,
    EXCLUDED,
    PENDING_CONTENT,
    MODIFIED,
    REMOVED,
    PENDING_SCHEDULE,
    SCHEDULED
}
