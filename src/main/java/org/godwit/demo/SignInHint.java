package org.godwit.demo;

import org.godwit.access.AdminUser;
import org.godwit.access.AdminUserService;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells where and how to sign in. The demo's own password is told only in the run that made it. */
@Component
@ConditionalOnProperty("godwit.demo.enabled")
class SignInHint {

    private final AdminUserService users;
    private final Environment environment;
    private final ApplicationContext context;
    private final GodwitProperties godwit;

    SignInHint(AdminUserService users, Environment environment, ApplicationContext context, GodwitProperties godwit) {
        this.users = users;
        this.environment = environment;
        this.context = context;
        this.godwit = godwit;
    }

    void print(Terminal terminal) {
        terminal.heading("The server stays up: " + address());
        terminal.print("  Sign in as      " + Demo.ADMIN + ", " + password());
        terminal.print(
                "  Everything is   in " + godwit.dataDir().toAbsolutePath().normalize());
        terminal.print("  Stop with       Ctrl+C; the command 'server' on the same directory carries on with it");
        terminal.print("");
    }

    String address() {
        return "http://localhost:" + environment.getProperty("local.server.port");
    }

    /** In words, after "sign in as admin,". */
    String password() {
        String given = environment.getProperty("godwit.bootstrap-admin-password", "");
        String own = environment.getProperty("godwit.demo.password", "");
        if (!madeInThisRun()) {
            return "with the password of the first start";
        }
        return given.equals(own) ? "password " + own : "with the password that you gave";
    }

    private boolean madeInThisRun() {
        return users.list(PageQuery.first(PageQuery.MAX_SIZE)).items().stream()
                .filter(u -> u.name().equals(Demo.ADMIN))
                .map(AdminUser::createdAt)
                .anyMatch(made -> made.toEpochMilli() >= context.getStartupDate());
    }
}
