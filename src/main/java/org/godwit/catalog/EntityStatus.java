package org.godwit.catalog;

/** State of a migration entity (reference C, SMS_MigrationEntity.Status; design 1). */
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
