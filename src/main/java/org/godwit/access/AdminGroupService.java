package org.godwit.access;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Groups of the directory or of an OpenID Connect provider, and the roles and scopes their members have. */
@Service
@Transactional
public class AdminGroupService {

    private final AdminGroupRepository groups;
    private final AdminUserRepository users;
    private final Grants grants;
    private final AuditTrail audit;
    private final Clock clock;

    AdminGroupService(
            AdminGroupRepository groups, AdminUserRepository users, Grants grants, AuditTrail audit, Clock clock) {
        this.groups = groups;
        this.users = users;
        this.grants = grants;
        this.audit = audit;
        this.clock = clock;
    }

    /** By name. */
    @Requires(Right.ADMIN_USER_READ)
    @Transactional(readOnly = true)
    public List<AdminGroup> list() {
        return groups.findAllByOrderByName().stream()
                .map(AdminGroupEntity::view)
                .toList();
    }

    /** @throws GodwitException {@code ADMIN_GROUP_NOT_FOUND} */
    @Requires(Right.ADMIN_USER_READ)
    @Transactional(readOnly = true)
    public AdminGroup get(long id) {
        return find(id).view();
    }

    /**
     * Gives the members of a group roles and scopes; each has them from her next sign-in on.
     *
     * @throws GodwitException {@code ADMIN_GROUP_EXISTS}, {@code ADMIN_GROUP_NAME_INVALID}, {@code ADMIN_GROUP_SOURCE_INVALID}
     *     for a group of local accounts, {@code SECURITY_ROLE_NOT_FOUND}, {@code SECURITY_SCOPE_NOT_FOUND}
     */
    @Requires(Right.ADMIN_USER_MODIFY)
    public AdminGroup create(AdminGroup.Input input) {
        String name = input.name().strip();
        Names.check("ADMIN_GROUP_NAME_INVALID", name, 200);
        if (input.source() == AdminUser.Source.LOCAL) {
            throw GodwitException.invalid(
                    "ADMIN_GROUP_SOURCE_INVALID",
                    "Local accounts have no groups.",
                    "Name a group of ACTIVE_DIRECTORY or OPENID_CONNECT, or give the roles to the users themselves.");
        }
        if (groups.existsBySourceAndNameIgnoreCase(input.source(), name)) {
            throw GodwitException.conflict(
                    "ADMIN_GROUP_EXISTS", "There is a group '" + name + "' already.", "Change its roles instead.");
        }
        AdminGroupEntity group =
                new AdminGroupEntity(name, input.source(), Actor.current().name(), clock.instant());
        group.grant(grants.roles(input.roles()), grants.scopesOrDefault(input.securityScopes()));
        AdminGroup made = groups.save(group).view();
        audit.record(AuditEntry.success("ADMIN_GROUP_CREATED", "ADMIN_GROUP", made.id(), name)
                .with("source", made.source().name())
                .with("after", facts(made)));
        return made;
    }

    /**
     * Changes which roles and scopes its members have; name and source stay.
     *
     * @throws GodwitException {@code ADMIN_GROUP_NOT_FOUND}, {@code GRANT_TO_ONESELF} if the caller belongs to it, and those
     *     of create
     */
    @Requires(Right.ADMIN_USER_MODIFY)
    public AdminGroup update(long id, AdminGroup.Input input) {
        AdminGroupEntity group = find(id);
        requireNoMember(group);
        AdminGroup before = group.view();
        group.grant(grants.roles(input.roles()), grants.scopesOrDefault(input.securityScopes()));
        AdminGroup after = group.view();
        audit.record(AuditEntry.success("ADMIN_GROUP_CHANGED", "ADMIN_GROUP", id, after.name())
                .with("before", facts(before))
                .with("after", facts(after)));
        return after;
    }

    /**
     * Takes the group's roles and scopes from its members at once.
     *
     * @throws GodwitException {@code ADMIN_GROUP_NOT_FOUND}
     */
    @Requires(Right.ADMIN_USER_MODIFY)
    public void delete(long id) {
        AdminGroupEntity group = find(id);
        AdminGroup before = group.view();
        users.findInGroup(id).forEach(u -> u.groups().remove(group));
        groups.delete(group);
        audit.record(AuditEntry.success("ADMIN_GROUP_DELETED", "ADMIN_GROUP", id, before.name())
                .with("before", facts(before)));
    }

    private void requireNoMember(AdminGroupEntity group) {
        boolean member = users.findByNameIgnoreCase(Actor.current().name())
                .filter(u -> u.groups().stream().anyMatch(g -> g.id() == group.id()))
                .isPresent();
        if (member) {
            throw Grants.toOneself();
        }
    }

    private AdminGroupEntity find(long id) {
        return groups.findById(id)
                .orElseThrow(() -> GodwitException.notFound(
                        "ADMIN_GROUP_NOT_FOUND", "There is no group " + id + ".", "List them with GET /admin-groups."));
    }

    private static Map<String, Set<String>> facts(AdminGroup group) {
        return Map.of("roles", group.roles(), "securityScopes", group.securityScopes());
    }
}
