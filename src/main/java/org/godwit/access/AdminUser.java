package org.godwit.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may sign in.
 *
 * @param name sign-in name; for external accounts as the directory or provider gives it
 * @param source where the password is checked
 * @param mustChangePassword nothing but changing the password works until that is done
 * @param roles names of her security roles, sorted
 * @param securityScopes names of her security scopes, sorted
 * @param groups names of the groups, of those that have roles here, that she belonged to at her last sign-in; sorted
 * @param breakGlass whether it is an account for emergencies, whose every sign-in raises an alert
 * @param secondFactor whether she needs a code besides her password
 * @param lastSignInAt null if she never signed in
 * @param lockedUntil null unless failed attempts have locked the account
 */
public record AdminUser(
        long id,
        String name,
        Source source,
        boolean enabled,
        boolean mustChangePassword,
        Set<String> roles,
        Set<String> securityScopes,
        Set<String> groups,
        boolean breakGlass,
        boolean secondFactor,
        Instant createdAt,
        String createdBy,
        Instant passwordChangedAt,
        @Nullable Instant lastSignInAt,
        @Nullable Instant lockedUntil) {

    public enum Source {
        /** Password kept here, hashed. */
        LOCAL,
        /** Active Directory, over LDAPS. */
        ACTIVE_DIRECTORY,
        /** An OpenID Connect provider. */
        OPENID_CONNECT
    }
}
