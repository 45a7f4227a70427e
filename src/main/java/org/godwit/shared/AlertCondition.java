package org.godwit.shared;

/**
 * Something that needs a person's attention. A module publishes it as an application event, in the transaction of what
 * happened; the alert module keeps it and tells those who asked.
 *
 * @param kind what happened
 * @param subjectType what it concerns, e.g. {@code MIGRATION_JOB}
 * @param subjectId its id; repeated conditions of one kind and subject are one alert with a count
 * @param message one plain sentence, no secret
 */
public record AlertCondition(Kind kind, String subjectType, String subjectId, String message) {

    public enum Kind {
        GATHERING_FAILED(Severity.WARNING),
        JOB_FAILED(Severity.WARNING),
        EARLY_ASSIGNMENT(Severity.CRITICAL),
        BLOCKED_ASSIGNMENT_TRIED(Severity.WARNING),
        VERIFICATION_DIFFERENT(Severity.CRITICAL),
        LIVE_BLOCKS_DIFFERENT(Severity.CRITICAL),
        RECONCILIATION_DIFFERENT(Severity.CRITICAL),
        CONTENT_TAMPERED(Severity.CRITICAL),
        /** A distribution point's library could not be read, so that nobody knows whether its content is right. */
        CONTENT_NOT_VALIDATED(Severity.WARNING),
        AUDIT_BROKEN(Severity.CRITICAL),
        /** The trail has not reached its syslog receiver for a while. */
        AUDIT_FORWARDING_STUCK(Severity.WARNING),
        /** Somebody used an account that is kept for emergencies. */
        BREAK_GLASS_USED(Severity.CRITICAL),
        /** Something for the security officer to look at: a job created in an unusual way. */
        JOB_CREATION_UNUSUAL(Severity.WARNING),
        CREDENTIAL_KEPT_TOO_LONG(Severity.WARNING),
        DISK_LOW(Severity.WARNING),
        AGENT_GONE(Severity.WARNING);

        private final Severity severity;

        Kind(Severity severity) {
            this.severity = severity;
        }

        public Severity severity() {
            return severity;
        }
    }

    public enum Severity {
        WARNING,
        /** A security promise is at stake. */
        CRITICAL
    }
}
