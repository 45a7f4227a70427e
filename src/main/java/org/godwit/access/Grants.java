package org.godwit.access;

import java.util.HashSet;
import java.util.Set;
import org.godwit.security.Actor;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the roles and scopes that a request names. */
@Component
class Grants {

    private final SecurityRoleRepository roles;
    private final SecurityScopeRepository scopes;

    Grants(SecurityRoleRepository roles, SecurityScopeRepository scopes) {
        this.roles = roles;
        this.scopes = scopes;
    }

    Set<SecurityRoleEntity> roles(Set<String> names) {
        if (names.isEmpty()) {
            throw GodwitException.invalid(
                    "SECURITY_ROLE_MISSING",
                    "No security role is named.",
                    "Name at least one, see GET /security-roles.");
        }
        Set<SecurityRoleEntity> found = new HashSet<>();
        for (String name : names) {
            found.add(roles.findByNameIgnoreCase(name)
                    .orElseThrow(() -> GodwitException.invalid(
                            "SECURITY_ROLE_NOT_FOUND",
                            "There is no security role '" + name + "'.",
                            "See GET /security-roles for their names.")));
        }
        return found;
    }

    Set<SecurityScopeEntity> scopes(Set<String> names) {
        Set<SecurityScopeEntity> found = new HashSet<>();
        for (String name : names) {
            found.add(scopes.findByNameIgnoreCase(name)
                    .orElseThrow(() -> GodwitException.invalid(
                            "SECURITY_SCOPE_NOT_FOUND",
                            "There is no security scope '" + name + "'.",
                            "See GET /security-scopes for their names.")));
        }
        return found;
    }

    /** Those named, or {@code Default} if none is. */
    Set<SecurityScopeEntity> scopesOrDefault(@Nullable Set<String> names) {
        return scopes(names == null || names.isEmpty() ? Set.of(Actor.SCOPE_DEFAULT) : names);
    }

    static GodwitException toOneself() {
        return GodwitException.refused(
                "GRANT_TO_ONESELF",
                "Nobody changes her own roles, their rights, or her own scopes.",
                "Ask another Full Administrator.");
    }

    /** Waits for whoever else is changing who is Full Administrator. */
    void lockFullAdministrators() {
        roles.lock(BuiltInRole.FULL_ADMINISTRATOR.title());
    }
}
