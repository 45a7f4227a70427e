package org.godwit.security;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Set;
import org.godwit.shared.GodwitException;

/**
 * What a security role can allow: a securable class and a verb. Its authority text is {@code CLASS:VERB}, as roles,
 * tokens and messages show it.
 */
public enum Right {
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
    MIGRATION_JOB_APPROVE,
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
    AUDIT_READ,
    AUDIT_VERIFY,
    AUDIT_EXPORT,
    AUDIT_REVIEW,
    AUDIT_SEAL,
    AUDIT_REMOVE,
    ADMIN_USER_READ,
    ADMIN_USER_MODIFY,
    SECURITY_ROLE_READ,
    SECURITY_ROLE_MODIFY,
    SECURITY_SCOPE_READ,
    SECURITY_SCOPE_MODIFY,
    API_TOKEN_CREATE,
    SECURITY_POSTURE_READ,
    NODE_READ,
    NODE_MODIFY,
    SETTINGS_MODIFY,
    SOURCE_AUDIT_READ;

    /** Rights that the built-in Security Officer alone has: no Full Administrator, and no custom role. */
    public static final Set<Right> SECURITY_OFFICERS_ONLY = Set.of(SOURCE_AUDIT_READ);

    /** The securable class, e.g. {@code MIGRATION_JOB}. */
    public String securableClass() {
        return name().substring(0, name().lastIndexOf('_'));
    }

    /** The verb, e.g. {@code CREATE}. */
    public String verb() {
        return name().substring(name().lastIndexOf('_') + 1);
    }

    /** {@code CLASS:VERB}, e.g. {@code MIGRATION_JOB:CREATE}. */
    @JsonValue
    public String authority() {
        return securableClass() + ":" + verb();
    }

    /**
     * @param authority {@code CLASS:VERB}
     * @throws GodwitException {@code RIGHT_UNKNOWN}
     */
    @JsonCreator
    public static Right ofAuthority(String authority) {
        return Arrays.stream(values())
                .filter(r -> r.authority().equals(authority))
                .findFirst()
                .orElseThrow(() -> GodwitException.invalid(
                        "RIGHT_UNKNOWN",
                        "There is no such right.",
                        "Rights are written CLASS:VERB, for example MIGRATION_JOB:CREATE."));
    }
}
