package org.godwit.catalog;

/**
 * State of a migration entity (reference C, SMS_MigrationEntity.Status). That it runs, or is scheduled, is the state of the
 * jobs that take it, of which there may be several.
 */
public enum EntityStatus {
    AVAILABLE,
    MIGRATED,
    FAILED,
    EXCLUDED,
    PENDING_CONTENT,
    MODIFIED,
    REMOVED
}
