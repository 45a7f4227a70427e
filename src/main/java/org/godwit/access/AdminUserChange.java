package org.godwit.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to change of an administrative user; null leaves a part as it is.
 *
 * @param password a new one, given by an administrator: it must be changed at the next sign-in
 * @param secondFactor false to remove a second factor that was lost; it cannot be set here
 */
public record AdminUserChange(
        @Nullable String password,
        @Nullable Set<String> roles,
        @Nullable Set<String> securityScopes,
        @Nullable Boolean enabled,
        @Nullable Boolean breakGlass,
        @Nullable Boolean secondFactor) {

    /** Leaves the kind of account as it is. */
    public AdminUserChange(
            @Nullable String password,
            @Nullable Set<String> roles,
            @Nullable Set<String> securityScopes,
            @Nullable Boolean enabled) {
        this(password, roles, securityScopes, enabled, null, null);
    }

    @Override
    public String toString() {
        return "AdminUserChange[roles=" + roles + ", securityScopes=" + securityScopes + ", enabled=" + enabled + "]";
    }
}
