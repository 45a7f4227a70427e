package org.godwit.audit;

import java.util.List;

/** Questions that a security officer asks again and again, each a part of the trail. */
public enum AuditHistory {
    /** Who signed in or tried to. */
    SIGN_INS(
            "action",
            List.of(
                    "SIGN_IN_SUCCEEDED",
                    "SIGN_IN_FAILED",
                    "SECOND_FACTOR_REFUSED",
                    "ADMIN_USER_LOCKED",
                    "PASSWORD_CHANGE_FAILED")),

    /** What was refused, to whom. */
    REFUSALS("outcome", List.of(AuditEntry.Outcome.REFUSED.name())),

    /** Who read data of a source hierarchy in bulk, or took such data away. */
    SOURCE_READS(
            "action",
            List.of(
                    "SOURCE_PREFLIGHT",
                    "SOURCE_GATHERED",
                    "CONTENT_GATHERED",
                    "SOURCE_DISCLOSURE_READ",
                    "EXCLUDED_CLIENTS_READ",
                    "SOURCE_AUDIT_ARCHIVE_REQUESTED",
                    "SOURCE_AUDIT_ARCHIVED",
                    "SOURCE_AUDIT_ARCHIVE_READ",
                    "CLIENT_RECONCILIATION_BEGUN",
                    "CLIENTS_RECONCILED"));

    private final String column;
    private final List<String> values;

    AuditHistory(String column, List<String> values) {
        this.column = column;
        this.values = values;
    }

    /** Which column of an event tells. */
    String column() {
        return column;
    }

    /** What that column holds. */
    List<String> wanted() {
        return values;
    }
}
