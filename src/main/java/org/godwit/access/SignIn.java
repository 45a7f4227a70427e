package org.godwit.access;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.ActingAs;
import org.godwit.security.RequestOrigin;
import org.godwit.security.SystemOnly;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Verifies who signs in. Every outcome is audited; a failure tells the caller nothing about which part was wrong. */
@Service
@SystemOnly("sign-in comes before any right")
public class SignIn {

    private final AdminUserRepository users;
    private final Passwords passwords;
    private final VerifiedPasswords verified;
    private final SignInThrottle throttle;
    private final SignInProperties properties;
    private final AuditTrail audit;
    private final Clock clock;

    SignIn(
            AdminUserRepository users,
            Passwords passwords,
            VerifiedPasswords verified,
            SignInThrottle throttle,
            SignInProperties properties,
            AuditTrail audit,
            Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.verified = verified;
        this.throttle = throttle;
        this.properties = properties;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Signs in with name and password of a local account.
     *
     * @throws GodwitException {@code SIGN_IN_FAILED} whatever was wrong, {@code TOO_MANY_ATTEMPTS} if the address failed
     *     too often
     */
    @Transactional(noRollbackFor = GodwitException.class)
    public SignedInUser withPassword(String name, String password) {
        Instant now = clock.instant();
        String address = RequestOrigin.current().address();
        Optional<AdminUserEntity> found =
                users.findByNameIgnoreCase(name).filter(u -> u.source() == AdminUser.Source.LOCAL);
        Optional<AdminUserEntity> open = found.filter(u -> u.enabled() && !u.lockedAt(now));
        String hash = open.map(AdminUserEntity::passwordHash).orElse(null);
        if (open.isPresent() && hash != null && verified.knows(hash, password)) {
            return signedIn(open.get());
        }
        if (throttle.turnsAway(address)) {
            throw new GodwitException(
                    GodwitException.Kind.TOO_MANY,
                    "TOO_MANY_ATTEMPTS",
                    "Too many failed sign-ins came from this address.",
                    "Wait a minute and try again.");
        }
        if (!passwords.matches(password, hash) || open.isEmpty() || hash == null) {
            throttle.failed(address);
            open.ifPresent(u -> failed(u, now));
            audit.record(AuditEntry.failed("SIGN_IN_FAILED", "ADMIN_USER", id(found.orElse(null)), name)
                    .with("reason", reason(found.orElse(null), now)));
            throw new GodwitException(
                    GodwitException.Kind.UNAUTHENTICATED,
                    "SIGN_IN_FAILED",
                    "Name or password is wrong, or the account cannot be used.",
                    "Check both. After " + properties.failuresBeforeLock()
                            + " failures in a row an account is locked for "
                            + properties.lockFor().toMinutes() + " minutes.");
        }
        verified.remember(hash, password);
        AdminUserEntity user = open.get();
        users.signedIn(user.id(), now);
        SignedInUser signedIn = signedIn(user);
        ActingAs.actor(signedIn.actor(), () -> {
            audit.record(AuditEntry.success("SIGN_IN_SUCCEEDED", "ADMIN_USER", user.id(), user.name())
                    .with("method", "PASSWORD"));
            return signedIn;
        });
        return signedIn;
    }

    /** The user as she is now; empty if she is gone or disabled. */
    @Transactional(readOnly = true)
    public Optional<SignedInUser> current(String name) {
        return users.findByNameIgnoreCase(name).filter(AdminUserEntity::enabled).map(SignIn::signedIn);
    }

    private void failed(AdminUserEntity user, Instant now) {
        users.failedSignIn(user.id());
        if (users.lockAfter(user.id(), properties.failuresBeforeLock(), now.plus(properties.lockFor())) > 0) {
            audit.record(AuditEntry.success("ADMIN_USER_LOCKED", "ADMIN_USER", user.id(), user.name())
                    .with("minutes", properties.lockFor().toMinutes()));
        }
    }

    static SignedInUser signedIn(AdminUserEntity user) {
        return new SignedInUser(user.id(), user.actor(), user.mustChangePassword(), user.passwordChangedAt());
    }

    private static @Nullable Long id(@Nullable AdminUserEntity user) {
        return user == null ? null : user.id();
    }

    private static String reason(@Nullable AdminUserEntity user, Instant now) {
        if (user == null) {
            return "NO_SUCH_USER";
        }
        if (!user.enabled()) {
            return "DISABLED";
        }
        return user.lockedAt(now) ? "LOCKED" : "WRONG_PASSWORD";
    }
}
