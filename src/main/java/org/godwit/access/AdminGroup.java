package org.godwit.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A group of the directory or of an OpenID Connect provider. Whoever belongs to it when she signs in has its roles and scopes,
 * besides those given to herself.
 *
 * @param name as the directory (sAMAccountName) or the provider names it
 * @param roles names of its security roles, sorted
 * @param securityScopes names of its security scopes, sorted
 */
public record AdminGroup(
        long id,
        String name,
        AdminUser.Source source,
        Set<String> roles,
        Set<String> securityScopes,
        Instant createdAt,
        String createdBy) {

    /**
     * What a group is made of.
     *
     * @param source {@code ACTIVE_DIRECTORY} or {@code OPENID_CONNECT}
     * @param roles at least one
     * @param securityScopes null or empty for {@code Default}
     */
    public record Input(
            String name,
            AdminUser.Source source,
            Set<String> roles,
            @Nullable Set<String> securityScopes) {}
}
