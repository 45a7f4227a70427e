package org.godwit.access;

import static org.godwit.security.Right.*;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.godwit.security.Right;

/** The security roles that every installation has. Their rights are fixed here; custom roles lie in the database. */
public enum BuiltInRole {
    FULL_ADMINISTRATOR(
            "Full Administrator",
            "Everything, administrative users included; but archives of a source's audit are for security officers.",
            EnumSet.complementOf(EnumSet.copyOf(SECURITY_OFFICERS_ONLY))),

    INFRASTRUCTURE_ADMINISTRATOR(
            "Infrastructure Administrator",
            "Defines source hierarchies, creates and runs migration jobs. Does not approve them.",
            EnumSet.of(
                    SOURCE_HIERARCHY_READ,
                    SOURCE_HIERARCHY_CREATE,
                    SOURCE_HIERARCHY_MODIFY,
                    SOURCE_HIERARCHY_DELETE,
                    SOURCE_HIERARCHY_GATHER,
                    CATALOG_READ,
                    CATALOG_EXCLUDE,
                    MIGRATION_JOB_READ,
                    MIGRATION_JOB_CREATE,
                    MIGRATION_JOB_MODIFY,
                    MIGRATION_JOB_RUN,
                    MIGRATION_JOB_DELETE,
                    CLIENT_READ,
                    CLIENT_BLOCK,
                    CLIENT_ASSIGN,
                    DISTRIBUTION_POINT_READ,
                    DISTRIBUTION_POINT_CREATE,
                    DISTRIBUTION_POINT_MODIFY,
                    DISTRIBUTION_POINT_VERIFY,
                    CONTENT_READ,
                    CONTENT_TRANSFER,
                    CONTENT_EXPORT,
                    REPORT_READ,
                    ALERT_READ,
                    ALERT_MODIFY,
                    SECURITY_SCOPE_READ,
                    API_TOKEN_CREATE,
                    NODE_READ)),

    JOB_APPROVER(
            "Job Approver",
            "Reads plans and approves migration jobs of others.",
            EnumSet.of(
                    SOURCE_HIERARCHY_READ,
                    CATALOG_READ,
                    MIGRATION_JOB_READ,
                    MIGRATION_JOB_APPROVE,
                    CLIENT_READ,
                    DISTRIBUTION_POINT_READ,
                    CONTENT_READ,
                    REPORT_READ,
                    ALERT_READ,
                    API_TOKEN_CREATE)),

    OPERATOR(
            "Operator",
            "Runs and stops existing migration jobs and gatherings; makes none.",
            EnumSet.of(
                    SOURCE_HIERARCHY_READ,
                    SOURCE_HIERARCHY_GATHER,
                    CATALOG_READ,
                    MIGRATION_JOB_READ,
                    MIGRATION_JOB_RUN,
                    CLIENT_READ,
                    DISTRIBUTION_POINT_READ,
                    DISTRIBUTION_POINT_VERIFY,
                    CONTENT_READ,
                    CONTENT_TRANSFER,
                    REPORT_READ,
                    ALERT_READ,
                    ALERT_MODIFY,
                    API_TOKEN_CREATE,
                    NODE_READ)),

    READ_ONLY_ANALYST(
            "Read-only Analyst",
            "Sees source hierarchies, jobs, clients, content and reports; changes nothing.",
            EnumSet.of(
                    SOURCE_HIERARCHY_READ,
                    CATALOG_READ,
                    MIGRATION_JOB_READ,
                    CLIENT_READ,
                    DISTRIBUTION_POINT_READ,
                    CONTENT_READ,
                    REPORT_READ,
                    ALERT_READ,
                    NODE_READ)),

    SECURITY_OFFICER(
            "Security Officer",
            "Reads and verifies the audit trail and who may do what; sees no migrated data.",
            EnumSet.of(
                    AUDIT_READ,
                    AUDIT_VERIFY,
                    AUDIT_EXPORT,
                    AUDIT_REVIEW,
                    AUDIT_SEAL,
                    SOURCE_AUDIT_READ,
                    ADMIN_USER_READ,
                    SECURITY_ROLE_READ,
                    SECURITY_SCOPE_READ,
                    SECURITY_POSTURE_READ,
                    API_TOKEN_CREATE));

    private final String title;
    private final String description;
    private final Set<Right> rights;

    BuiltInRole(String title, String description, Set<Right> rights) {
        this.title = title;
        this.description = description;
        this.rights = Collections.unmodifiableSet(rights);
    }

    /** As it is named in screens and requests, e.g. {@code Read-only Analyst}. */
    public String title() {
        return title;
    }

    public String description() {
        return description;
    }

    public Set<Right> rights() {
        return rights;
    }

    static Optional<BuiltInRole> named(String title) {
        return Arrays.stream(values())
                .filter(r -> r.title.equalsIgnoreCase(title))
                .findFirst();
    }
}
