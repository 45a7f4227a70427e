package org.godwit.access;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.security.Requires;
import org.godwit.security.RequiresSignIn;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Administrative users: who may sign in, with which roles and scopes. */
@Service
@Transactional
public class AdminUserService {

    private final AdminUserRepository users;
    private final Grants grants;
    private final Passwords passwords;
    private final AuditTrail audit;
    private final Clock clock;

    AdminUserService(AdminUserRepository users, Grants grants, Passwords passwords, AuditTrail audit, Clock clock) {
        this.users = users;
        this.grants = grants;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /** By name. */
    @Requires(Right.ADMIN_USER_READ)
    @Transactional(readOnly = true)
    public Page<AdminUser> list(PageQuery query) {
        var page = users.findAll(PageRequest.of(query.page(), query.size(), Sort.by("name")));
        List<AdminUser> items =
                page.getContent().stream().map(AdminUserEntity::view).toList();
        return new Page<>(items, query.page(), query.size(), page.getTotalElements());
    }

    /** @throws GodwitException {@code ADMIN_USER_NOT_FOUND} */
    @Requires(Right.ADMIN_USER_READ)
    @Transactional(readOnly = true)
    public AdminUser get(long id) {
        return find(id).view();
    }

    /** Whoever is signed in, and what she may do and through which role. */
    @RequiresSignIn("everybody may know her own rights")
    @Transactional(readOnly = true)
    public EffectiveRights me() {
        return users.findByNameIgnoreCase(Actor.current().name())
                .map(EffectiveRights::of)
                .orElseThrow(() -> GodwitException.notFound(
                        "ADMIN_USER_NOT_FOUND",
                        "You are not an administrative user.",
                        "Sign in with an administrative user's name."));
    }

    /** What a user may do, and through which role. */
    @Requires(Right.ADMIN_USER_READ)
    @Transactional(readOnly = true)
    public EffectiveRights effectiveRights(long id) {
        return EffectiveRights.of(find(id));
    }

    /**
     * Makes a local account, or lets an account of the directory or of an OpenID Connect provider in.
     *
     * @throws GodwitException {@code ADMIN_USER_EXISTS}, {@code ADMIN_USER_NAME_INVALID}, {@code PASSWORD_WEAK}, {@code PASSWORD_ELSEWHERE},
     *     {@code SECURITY_ROLE_NOT_FOUND}, {@code SECURITY_SCOPE_NOT_FOUND}
     */
    @Requires(Right.ADMIN_USER_MODIFY)
    public AdminUser create(AdminUserInput input) {
        String name = input.name().strip();
        Names.check("ADMIN_USER_NAME_INVALID", name, 200);
        Names.requireNotReserved(name);
        if (users.existsByNameIgnoreCase(name)) {
            throw Names.exists(name);
        }
        AdminUser.Source source = Objects.requireNonNullElse(input.source(), AdminUser.Source.LOCAL);
        AdminUserEntity user = new AdminUserEntity(name, source, Actor.current().name(), clock.instant());
        if (source == AdminUser.Source.LOCAL) {
            user.setPassword(
                    passwords.hashNew(name, Objects.requireNonNullElse(input.password(), "")),
                    Boolean.TRUE.equals(input.mustChangePassword()),
                    clock.instant());
        } else if (input.password() != null) {
            throw elsewhere(name);
        }
        user.setBreakGlass(Boolean.TRUE.equals(input.breakGlass()));
        user.setRoles(grants.roles(input.roles()));
        user.setScopes(grants.scopesOrDefault(input.securityScopes()));
        users.save(user);
        AdminUser made = user.view();
        audit.record(AuditEntry.success("ADMIN_USER_CREATED", "ADMIN_USER", made.id(), name)
                .with("roles", made.roles())
                .with("securityScopes", made.securityScopes())
                .with("source", made.source().name())
                .with("breakGlass", made.breakGlass()));
        return made;
    }

    /**
     * Changes roles, scopes, password or whether she may sign in.
     *
     * @throws GodwitException {@code ADMIN_USER_NOT_FOUND}, {@code GRANT_TO_ONESELF} if somebody changes her own roles or
     *     scopes, {@code LAST_FULL_ADMINISTRATOR} if nobody would be left who can change this back
     */
    @Requires(Right.ADMIN_USER_MODIFY)
    public AdminUser update(long id, AdminUserChange change) {
        AdminUserEntity user = find(id);
        AdminUser before = user.view();
        boolean grantsChange = change.roles() != null || change.securityScopes() != null;
        if (grantsChange && user.name().equalsIgnoreCase(Actor.current().name())) {
            throw Grants.toOneself();
        }
        if (change.roles() != null) {
            user.setRoles(grants.roles(change.roles()));
        }
        if (change.securityScopes() != null) {
            user.setScopes(grants.scopes(change.securityScopes()));
        }
        if (change.enabled() != null) {
            user.setEnabled(change.enabled());
        }
        if (change.breakGlass() != null) {
            user.setBreakGlass(change.breakGlass());
        }
        if (Boolean.FALSE.equals(change.secondFactor())) {
            user.endSecondFactor();
        }
        if (change.password() != null) {
            requireLocal(user);
            user.setPassword(passwords.hashNew(user.name(), change.password()), true, clock.instant());
        }
        requireFullAdministrator();
        AdminUser after = user.view();
        audit.record(AuditEntry.success("ADMIN_USER_CHANGED", "ADMIN_USER", id, after.name())
                .with("before", facts(before))
                .with("after", facts(after))
                .with("passwordReset", change.password() != null));
        return after;
    }

    /** @throws GodwitException {@code ADMIN_USER_NOT_FOUND}, {@code LAST_FULL_ADMINISTRATOR} */
    @Requires(Right.ADMIN_USER_MODIFY)
    public void delete(long id) {
        AdminUserEntity user = find(id);
        AdminUser before = user.view();
        users.delete(user);
        requireFullAdministrator();
        audit.record(AuditEntry.success("ADMIN_USER_DELETED", "ADMIN_USER", id, before.name())
                .with("before", facts(before)));
    }

    /**
     * Changes one's own password; sessions signed in with the old one end.
     *
     * @throws GodwitException {@code PASSWORD_WRONG} if the current one is not right, {@code PASSWORD_WEAK},
     *     {@code PASSWORD_SAME}, {@code PASSWORD_ELSEWHERE} if the account's password is kept by a directory
     */
    @RequiresSignIn("one's own password needs no right but to know the current one")
    public void changeOwnPassword(String currentPassword, String newPassword) {
        AdminUserEntity user = users.findByNameIgnoreCase(Actor.current().name())
                .orElseThrow(() -> notFound(Actor.current().name()));
        requireLocal(user);
        if (!passwords.matches(currentPassword, user.passwordHash())) {
            audit.recordApart(AuditEntry.failed("PASSWORD_CHANGE_FAILED", "ADMIN_USER", user.id(), user.name()));
            throw GodwitException.refused(
                    "PASSWORD_WRONG", "The current password is not right.", "Type the password you signed in with.");
        }
        if (currentPassword.equals(newPassword)) {
            throw GodwitException.invalid(
                    "PASSWORD_SAME", "The new password is the current one.", "Choose another password.");
        }
        user.setPassword(passwords.hashNew(user.name(), newPassword), false, clock.instant());
        audit.record(AuditEntry.success("PASSWORD_CHANGED", "ADMIN_USER", user.id(), user.name()));
    }

    private AdminUserEntity find(long id) {
        return users.findById(id).orElseThrow(() -> notFound(Long.toString(id)));
    }

    private static GodwitException notFound(String which) {
        return GodwitException.notFound(
                "ADMIN_USER_NOT_FOUND",
                "There is no administrative user " + which + ".",
                "List them with GET /admin-users.");
    }

    private static void requireLocal(AdminUserEntity user) {
        if (user.source() != AdminUser.Source.LOCAL) {
            throw elsewhere(user.name());
        }
    }

    private static GodwitException elsewhere(String name) {
        return GodwitException.refused(
                "PASSWORD_ELSEWHERE",
                "The password of '" + name + "' is not kept here.",
                "Change it where the account comes from.");
    }

    private void requireFullAdministrator() {
        users.flush();
        grants.lockFullAdministrators();
        if (users.findEnabledWithRole(BuiltInRole.FULL_ADMINISTRATOR.title()).isEmpty()) {
            throw GodwitException.conflict(
                    "LAST_FULL_ADMINISTRATOR",
                    "Nobody would be left who is Full Administrator and may sign in.",
                    "Give that role to somebody else first.");
        }
    }

    private static Map<String, @Nullable Object> facts(AdminUser user) {
        Map<String, @Nullable Object> facts = new TreeMap<>();
        facts.put("roles", user.roles());
        facts.put("securityScopes", user.securityScopes());
        facts.put("enabled", user.enabled());
        facts.put("breakGlass", user.breakGlass());
        facts.put("secondFactor", user.secondFactor());
        return facts;
    }
}
