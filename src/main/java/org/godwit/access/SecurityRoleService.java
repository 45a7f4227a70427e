package org.godwit.access;

import java.util.List;
import java.util.Set;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Security roles: the built-in ones, and custom ones. */
@Service
@Transactional
public class SecurityRoleService {

    private final SecurityRoleRepository roles;
    private final AdminUserRepository users;
    private final AdminGroupRepository groups;
    private final AuditTrail audit;

    SecurityRoleService(
            SecurityRoleRepository roles, AdminUserRepository users, AdminGroupRepository groups, AuditTrail audit) {
        this.roles = roles;
        this.users = users;
        this.groups = groups;
        this.audit = audit;
    }

    /** By name. */
    @Requires(Right.SECURITY_ROLE_READ)
    @Transactional(readOnly = true)
    public List<SecurityRole> list() {
        return roles.findAllByOrderByName().stream()
                .map(SecurityRoleService::view)
                .toList();
    }

    /** @throws GodwitException {@code SECURITY_ROLE_NOT_FOUND} */
    @Requires(Right.SECURITY_ROLE_READ)
    @Transactional(readOnly = true)
    public SecurityRole get(long id) {
        return view(find(id));
    }

    /** @throws GodwitException {@code SECURITY_ROLE_EXISTS}, {@code SECURITY_ROLE_NAME_INVALID}, {@code RIGHT_RESERVED} */
    @Requires(Right.SECURITY_ROLE_MODIFY)
    public SecurityRole create(SecurityRole.Input input) {
        requireFree(input.name());
        requireGivable(input.rights());
        SecurityRoleEntity role = new SecurityRoleEntity(input.name().strip(), input.describedAs(), false);
        role.change(input.name().strip(), input.describedAs(), input.rights());
        SecurityRole made = view(roles.save(role));
        audit.record(AuditEntry.success("SECURITY_ROLE_CREATED", "SECURITY_ROLE", made.id(), made.name())
                .with("rights", names(made)));
        return made;
    }

    /**
     * @throws GodwitException {@code SECURITY_ROLE_NOT_FOUND}, {@code SECURITY_ROLE_BUILT_IN}, {@code GRANT_TO_ONESELF} if
     *     the caller has the role, and those of create
     */
    @Requires(Right.SECURITY_ROLE_MODIFY)
    public SecurityRole update(long id, SecurityRole.Input input) {
        SecurityRoleEntity role = findCustom(id);
        requireNotOnesOwn(role);
        SecurityRole before = view(role);
        if (!role.name().equalsIgnoreCase(input.name().strip())) {
            requireFree(input.name());
        }
        requireGivable(input.rights());
        role.change(input.name().strip(), input.describedAs(), input.rights());
        SecurityRole after = view(role);
        audit.record(AuditEntry.success("SECURITY_ROLE_CHANGED", "SECURITY_ROLE", id, after.name())
                .with("before", names(before))
                .with("after", names(after)));
        return after;
    }

    /** @throws GodwitException {@code SECURITY_ROLE_IN_USE} while a user has it; otherwise as update */
    @Requires(Right.SECURITY_ROLE_MODIFY)
    public void delete(long id) {
        SecurityRoleEntity role = findCustom(id);
        if (users.countWithRole(id) + groups.countWithRole(id) > 0) {
            throw GodwitException.conflict(
                    "SECURITY_ROLE_IN_USE",
                    "Users or groups have the security role '" + role.name() + "'.",
                    "Take it from them first.");
        }
        roles.delete(role);
        audit.record(AuditEntry.success("SECURITY_ROLE_DELETED", "SECURITY_ROLE", id, role.name()));
    }

    private void requireFree(String name) {
        Names.check("SECURITY_ROLE_NAME_INVALID", name, 100);
        if (roles.findByNameIgnoreCase(name.strip()).isPresent()) {
            throw GodwitException.conflict(
                    "SECURITY_ROLE_EXISTS",
                    "There is a security role '" + name.strip() + "' already.",
                    "Choose another name.");
        }
    }

    private static void requireGivable(Set<Right> rights) {
        rights.stream()
                .filter(Right.SECURITY_OFFICERS_ONLY::contains)
                .findFirst()
                .ifPresent(right -> {
                    throw GodwitException.refused(
                            "RIGHT_RESERVED",
                            "The right " + right.authority() + " is the Security Officer's alone.",
                            "Give that built-in role to whoever needs it.");
                });
    }

    private void requireNotOnesOwn(SecurityRoleEntity role) {
        boolean own = users.findByNameIgnoreCase(Actor.current().name())
                .filter(u -> u.allRoles().anyMatch(r -> r.id() == role.id()))
                .isPresent();
        if (own) {
            throw Grants.toOneself();
        }
    }

    private SecurityRoleEntity find(long id) {
        return roles.findById(id)
                .orElseThrow(() -> GodwitException.notFound(
                        "SECURITY_ROLE_NOT_FOUND",
                        "There is no security role " + id + ".",
                        "List them with GET /security-roles."));
    }

    private SecurityRoleEntity findCustom(long id) {
        SecurityRoleEntity role = find(id);
        if (role.builtIn()) {
            throw GodwitException.conflict(
                    "SECURITY_ROLE_BUILT_IN",
                    "The security role '" + role.name() + "' is built in and stays as it is.",
                    "Make a custom role with the rights you want.");
        }
        return role;
    }

    private static SecurityRole view(SecurityRoleEntity role) {
        return new SecurityRole(role.id(), role.name(), role.description(), role.builtIn(), role.rights());
    }

    private static List<String> names(SecurityRole role) {
        return role.rights().stream().map(Right::authority).sorted().toList();
    }
}
