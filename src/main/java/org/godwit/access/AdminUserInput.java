package org.godwit.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A new administrative user.
 *
 * @param password of a local account
 * @param roles names of security roles, built in or custom; at least one
 * @param securityScopes names of security scopes; null or empty for {@code Default}
 * @param mustChangePassword whether she must change the password at first sign-in; null for no
 */
public record AdminUserInput(
        String name,
        String password,
        Set<String> roles,
        @Nullable Set<String> securityScopes,
        @Nullable Boolean mustChangePassword) {

    @Override
    public String toString() {
        return "AdminUserInput[name=" + name + ", roles=" + roles + ", securityScopes=" + securityScopes + "]";
    }
}
