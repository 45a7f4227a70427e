package org.godwit.access;

import java.time.Clock;
import java.time.Instant;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.ActingAs;
import org.godwit.shared.AlertCondition;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is kept of every sign-in, however somebody signed in. */
@Component
class SignInEvents {

    private final AdminUserRepository users;
    private final AuditTrail audit;
    private final ApplicationEventPublisher alerts;
    private final Clock clock;

    SignInEvents(AdminUserRepository users, AuditTrail audit, ApplicationEventPublisher alerts, Clock clock) {
        this.users = users;
        this.audit = audit;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** In the transaction of the sign-in. */
    @Transactional(propagation = Propagation.MANDATORY)
    public SignedInUser succeeded(AdminUserEntity user, String method) {
        Instant now = clock.instant();
        SignedInUser signedIn = signedIn(user);
        users.signedIn(user.id(), now);
        ActingAs.actor(signedIn.actor(), () -> {
            audit.record(AuditEntry.success("SIGN_IN_SUCCEEDED", "ADMIN_USER", user.id(), user.name())
                    .with("method", method));
            return signedIn;
        });
        if (user.breakGlass()) {
            alerts.publishEvent(new AlertCondition(
                    AlertCondition.Kind.BREAK_GLASS_USED,
                    "ADMIN_USER",
                    Long.toString(user.id()),
                    "The emergency account '" + user.name() + "' signed in at " + now + "."));
        }
        return signedIn;
    }

    /**
     * In the transaction of the failed sign-in, which is committed nevertheless.
     *
     * @param user null if there is no such user
     */
    @Transactional
    public void failed(@Nullable AdminUserEntity user, String name, String method, String reason) {
        audit.record(AuditEntry.failed("SIGN_IN_FAILED", "ADMIN_USER", user == null ? null : user.id(), name)
                .with("method", method)
                .with("reason", reason));
    }

    static SignedInUser signedIn(AdminUserEntity user) {
        return new SignedInUser(user.id(), user.actor(), user.mustChangePassword(), user.passwordChangedAt());
    }
}
