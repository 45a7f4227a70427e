package org.godwit.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to change of an administrative user; null leaves a part as it is.
 *
 * @param password a new one, given by an administrator: it must be changed at the next sign-in
 */
public record AdminUserChange(
        @Nullable String password,
        @Nullable Set<String> roles,
        @Nullable Set<String> securityScopes,
        @Nullable Boolean enabled) {

    @Override
    public String toString() {
        return "AdminUserChange[roles=" + roles + ", securityScopes=" + securityScopes + ", enabled=" + enabled + "]";
    }
}
