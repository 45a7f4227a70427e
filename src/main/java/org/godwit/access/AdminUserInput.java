package org.godwit.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A new administrative user.
 *
 * @param name sign-in name; of the directory {@code alice@corp.example}
 * @param password of a local account; null for others
 * @param roles names of security roles, built in or custom; at least one
 * @param securityScopes names of security scopes; null or empty for {@code Default}
 * @param source where her password is checked; null for LOCAL
 * @param breakGlass whether every sign-in raises an alert: a local account for emergencies; null for no
 * @param mustChangePassword whether she must change the password at first sign-in; null for no
 */
public record AdminUserInput(
        String name,
        @Nullable String password,
        Set<String> roles,
        @Nullable Set<String> securityScopes,
        @Nullable Boolean mustChangePassword,
        AdminUser.@Nullable Source source,
        @Nullable Boolean breakGlass) {

    /** A local account for everyday work. */
    public AdminUserInput(
            String name,
            String password,
            Set<String> roles,
            @Nullable Set<String> securityScopes,
            @Nullable Boolean mustChangePassword) {
        this(name, password, roles, securityScopes, mustChangePassword, null, null);
    }

    @Override
    public String toString() {
        return "AdminUserInput[name=" + name + ", roles=" + roles + ", securityScopes=" + securityScopes + "]";
    }
}
