package org.godwit.access;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Signs in local accounts. A failure tells the caller nothing about which part was wrong. */
@Component
class LocalSignIn {

    static final String METHOD = "PASSWORD";

    private final AdminUserRepository users;
    private final Passwords passwords;
    private final VerifiedPasswords verified;
    private final SignInThrottle throttle;
    private final SecondFactors secondFactors;
    private final SignInProperties properties;
    private final SignInEvents events;
    private final AuditTrail audit;
    private final Clock clock;

    LocalSignIn(
            AdminUserRepository users,
            Passwords passwords,
            VerifiedPasswords verified,
            SignInThrottle throttle,
            SecondFactors secondFactors,
            SignInProperties properties,
            SignInEvents events,
            AuditTrail audit,
            Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.verified = verified;
        this.throttle = throttle;
        this.secondFactors = secondFactors;
        this.properties = properties;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param code of the second factor; null or blank if none was given
     * @throws GodwitException {@code SIGN_IN_FAILED} whatever was wrong, {@code SECOND_FACTOR_REQUIRED} if the password is right
     *     and the account wants a code as well, {@code TOO_MANY_ATTEMPTS}
     */
    @Transactional(noRollbackFor = GodwitException.class)
    public SignedInUser signIn(String name, String password, @Nullable String code) {
        Instant now = clock.instant();
        Optional<AdminUserEntity> found =
                users.findByNameIgnoreCase(name).filter(u -> u.source() == AdminUser.Source.LOCAL);
        Optional<AdminUserEntity> open = found.filter(u -> u.enabled() && !u.lockedAt(now));
        String hash = open.map(AdminUserEntity::passwordHash).orElse(null);
        boolean oneFactor = open.map(u -> !secondFactors.wantedOf(u)).orElse(true);
        if (open.isPresent() && hash != null && oneFactor && verified.knows(hash, password)) {
            return SignInEvents.signedIn(open.get());
        }
        throttle.check();
        if (!passwords.matches(password, hash) || open.isEmpty() || hash == null) {
            throw failed(name, found.orElse(null), reason(found.orElse(null), now), now);
        }
        AdminUserEntity user = open.get();
        if (!oneFactor) {
            if (code == null || code.isBlank()) {
                throw SecondFactors.required();
            }
            if (!secondFactors.fits(user, code)) {
                throw failed(name, user, "WRONG_CODE", now);
            }
            return events.succeeded(user, "PASSWORD_AND_CODE");
        }
        verified.remember(hash, password);
        return events.succeeded(user, METHOD);
    }

    /** The user of any source as she is now; empty if she is gone or disabled. */
    @Transactional(readOnly = true)
    public Optional<SignedInUser> current(String name) {
        return users.findByNameIgnoreCase(name).filter(AdminUserEntity::enabled).map(SignInEvents::signedIn);
    }

    private GodwitException failed(String name, @Nullable AdminUserEntity user, String reason, Instant now) {
        throttle.failed();
        if (user != null && user.enabled() && !user.lockedAt(now)) {
            users.failedSignIn(user.id());
            if (users.lockAfter(user.id(), properties.failuresBeforeLock(), now.plus(properties.lockFor())) > 0) {
                audit.record(AuditEntry.success("ADMIN_USER_LOCKED", "ADMIN_USER", user.id(), user.name())
                        .with("minutes", properties.lockFor().toMinutes()));
            }
        }
        events.failed(user, name, METHOD, reason);
        return new GodwitException(
                GodwitException.Kind.UNAUTHENTICATED,
                "SIGN_IN_FAILED",
                "Name or password is wrong, or the account cannot be used.",
                "Check both. After " + properties.failuresBeforeLock() + " failures in a row an account is locked for "
                        + properties.lockFor().toMinutes() + " minutes.");
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
