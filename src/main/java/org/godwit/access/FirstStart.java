package org.godwit.access;

import java.time.Clock;
import java.util.Set;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.security.RunAs;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes, where they are missing, the built-in roles and scopes and the first administrator, {@value #ADMIN}. */
@Component
class FirstStart implements SmartInitializingSingleton {

    static final String ADMIN = "admin";
    private static final int ATTEMPTS = 5;

    private final SecurityRoleRepository roles;
    private final SecurityScopeRepository scopes;
    private final AdminUserRepository users;
    private final Passwords passwords;
    private final BootstrapProperties bootstrap;
    private final FirstSignInNotice notice;
    private final RunAs runAs;
    private final AuditTrail audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    FirstStart(
            SecurityRoleRepository roles,
            SecurityScopeRepository scopes,
            AdminUserRepository users,
            Passwords passwords,
            BootstrapProperties bootstrap,
            FirstSignInNotice notice,
            RunAs runAs,
            AuditTrail audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.roles = roles;
        this.scopes = scopes;
        this.users = users;
        this.passwords = passwords;
        this.bootstrap = bootstrap;
        this.notice = notice;
        this.runAs = runAs;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void afterSingletonsInstantiated() {
        runAs.system(this::makeWhatIsMissing);
    }

    /** Several nodes may start on an empty database at once: who comes second finds a key taken, and then what is made. */
    private void makeWhatIsMissing() {
        for (int attempt = 1; ; attempt++) {
            try {
                String printed = transaction.<@Nullable String>execute(status -> {
                    makeRolesAndScopes();
                    return makeAdministrator();
                });
                if (printed != null) {
                    notice.keep(ADMIN, printed);
                }
                return;
            } catch (DataIntegrityViolationException | ConcurrencyFailureException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void makeRolesAndScopes() {
        for (BuiltInRole role : BuiltInRole.values()) {
            if (roles.findByNameIgnoreCase(role.title()).isEmpty()) {
                roles.save(new SecurityRoleEntity(role.title(), role.description(), true));
            }
        }
        makeScope(Actor.SCOPE_ALL, "Everything, whatever scope it is in.");
        makeScope(Actor.SCOPE_DEFAULT, "Where things are put that name no other scope.");
    }

    private void makeScope(String name, String description) {
        if (scopes.findByNameIgnoreCase(name).isEmpty()) {
            scopes.save(new SecurityScopeEntity(name, description, true));
        }
    }

    /** The random password to show, or null if there is none to show. */
    private @Nullable String makeAdministrator() {
        if (users.count() > 0) {
            return null;
        }
        String given = bootstrap.adminPassword();
        String password = given == null ? Passwords.random() : given;
        AdminUserEntity admin =
                new AdminUserEntity(ADMIN, AdminUser.Source.LOCAL, Actor.SYSTEM.name(), clock.instant());
        admin.setPassword(passwords.hash(password), given == null, clock.instant());
        admin.setRoles(Set.of(roles.findByNameIgnoreCase(BuiltInRole.FULL_ADMINISTRATOR.title())
                .orElseThrow()));
        admin.setScopes(Set.of(scopes.findByNameIgnoreCase(Actor.SCOPE_ALL).orElseThrow()));
        users.save(admin);
        audit.record(AuditEntry.success("ADMIN_USER_CREATED", "ADMIN_USER", admin.id(), ADMIN)
                .with("roles", Set.of(BuiltInRole.FULL_ADMINISTRATOR.title()))
                .with("password", given == null ? "RANDOM" : "GIVEN_BY_INSTALLER"));
        return given == null ? password : null;
    }
}
