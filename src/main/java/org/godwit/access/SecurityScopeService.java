package org.godwit.access;

import java.util.List;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Security scopes. Their names are kept by what lies in them, so a scope is made or deleted but never renamed. */
@Service
@Transactional
public class SecurityScopeService {

    private final SecurityScopeRepository scopes;
    private final AdminUserRepository users;
    private final AdminGroupRepository groups;
    private final ScopeReach reach;
    private final AuditTrail audit;

    SecurityScopeService(
            SecurityScopeRepository scopes,
            AdminUserRepository users,
            AdminGroupRepository groups,
            ScopeReach reach,
            AuditTrail audit) {
        this.scopes = scopes;
        this.users = users;
        this.groups = groups;
        this.reach = reach;
        this.audit = audit;
    }

    /** By name. */
    @Requires(Right.SECURITY_SCOPE_READ)
    @Transactional(readOnly = true)
    public List<SecurityScope> list() {
        return scopes.findAllByOrderByName().stream()
                .map(SecurityScopeService::view)
                .toList();
    }

    /** @throws GodwitException {@code SECURITY_SCOPE_NOT_FOUND} */
    @Requires(Right.SECURITY_SCOPE_READ)
    @Transactional(readOnly = true)
    public SecurityScope get(long id) {
        return view(find(id));
    }

    /** @throws GodwitException {@code SECURITY_SCOPE_EXISTS}, {@code SECURITY_SCOPE_NAME_INVALID} */
    @Requires(Right.SECURITY_SCOPE_MODIFY)
    public SecurityScope create(SecurityScope.Input input) {
        String name = input.name().strip();
        Names.check("SECURITY_SCOPE_NAME_INVALID", name, 100);
        if (scopes.findByNameIgnoreCase(name).isPresent()) {
            throw GodwitException.conflict(
                    "SECURITY_SCOPE_EXISTS",
                    "There is a security scope '" + name + "' already.",
                    "Choose another name.");
        }
        SecurityScope made = view(scopes.save(new SecurityScopeEntity(name, input.describedAs(), false)));
        audit.record(AuditEntry.success("SECURITY_SCOPE_CREATED", "SECURITY_SCOPE", made.id(), made.name()));
        return made;
    }

    /**
     * @throws GodwitException {@code SECURITY_SCOPE_NOT_FOUND}, {@code SECURITY_SCOPE_BUILT_IN},
     *     {@code SECURITY_SCOPE_IN_USE} while a user has it, or a source hierarchy or distribution point lies in it
     */
    @Requires(Right.SECURITY_SCOPE_MODIFY)
    public void delete(long id) {
        SecurityScopeEntity scope = find(id);
        if (scope.builtIn()) {
            throw GodwitException.conflict(
                    "SECURITY_SCOPE_BUILT_IN",
                    "The security scope '" + scope.name() + "' is built in and stays.",
                    "Only custom scopes can be deleted.");
        }
        if (users.countWithScope(id) + groups.countWithScope(id) > 0) {
            throw GodwitException.conflict(
                    "SECURITY_SCOPE_IN_USE",
                    "Users or groups are limited to the security scope '" + scope.name() + "'.",
                    "Give them another scope first.");
        }
        if (reach.holds(scope.name())) {
            throw GodwitException.conflict(
                    "SECURITY_SCOPE_IN_USE",
                    "Source hierarchies or distribution points lie in the security scope '" + scope.name() + "'.",
                    "Put them into another scope first.");
        }
        scopes.delete(scope);
        audit.record(AuditEntry.success("SECURITY_SCOPE_DELETED", "SECURITY_SCOPE", id, scope.name()));
    }

    private SecurityScopeEntity find(long id) {
        return scopes.findById(id)
                .orElseThrow(() -> GodwitException.notFound(
                        "SECURITY_SCOPE_NOT_FOUND",
                        "There is no security scope " + id + ".",
                        "List them with GET /security-scopes."));
    }

    private static SecurityScope view(SecurityScopeEntity scope) {
        return new SecurityScope(scope.id(), scope.name(), scope.description(), scope.builtIn());
    }
}
