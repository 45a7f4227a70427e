package org.godwit.access;

import com.unboundid.util.Base32;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.security.RequiresSignIn;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** One's own second factor: codes from an authenticator app, asked for besides the password of a local account. */
@Service
@Transactional
public class SecondFactorService {

    private static final int SALT_BYTES = 32;

    private final AdminUserRepository users;
    private final SecondFactors secondFactors;
    private final AuditTrail audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SecondFactorService(AdminUserRepository users, SecondFactors secondFactors, AuditTrail audit, Clock clock) {
        this.users = users;
        this.secondFactors = secondFactors;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What an authenticator app is told, shown once.
     *
     * @param secret in base 32, for typing
     * @param uri {@code otpauth://totp/…}, for a QR code
     */
    public record Setup(String secret, String uri) {
        @Override
        public String toString() {
            return "Setup";
        }
    }

    /**
     * Begins a second factor; it is asked for only once {@link #confirm} has shown that it works.
     *
     * @throws GodwitException {@code SECOND_FACTOR_SET} if there is one already, {@code PASSWORD_ELSEWHERE} if the account is not
     *     a local one
     */
    @RequiresSignIn("one's own second factor")
    public Setup begin() {
        AdminUserEntity user = self();
        if (user.source() != AdminUser.Source.LOCAL) {
            throw GodwitException.refused(
                    "PASSWORD_ELSEWHERE",
                    "You do not sign in with a password of this server.",
                    "Use the second factor of the directory or provider you sign in with.");
        }
        if (user.hasSecondFactor()) {
            throw GodwitException.conflict(
                    "SECOND_FACTOR_SET", "You have a second factor already.", "Remove it first, with a code of it.");
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        user.startSecondFactor(salt);
        audit.record(AuditEntry.success("SECOND_FACTOR_STARTED", "ADMIN_USER", user.id(), user.name()));
        String secret = Base32.encode(secondFactors.secretOf(user)).replace("=", "");
        return new Setup(
                secret,
                "otpauth://totp/Godwit:"
                        + URLEncoder.encode(user.name(), StandardCharsets.UTF_8).replace("+", "%20") + "?secret="
                        + secret + "&issuer=Godwit");
    }

    /** @throws GodwitException {@code SECOND_FACTOR_NONE}, {@code CODE_WRONG} */
    @RequiresSignIn("one's own second factor")
    public void confirm(String code) {
        AdminUserEntity user = fitting(code);
        user.confirmSecondFactor(clock.instant());
        audit.record(AuditEntry.success("SECOND_FACTOR_SET", "ADMIN_USER", user.id(), user.name()));
    }

    /** @throws GodwitException {@code SECOND_FACTOR_NONE}, {@code CODE_WRONG} */
    @RequiresSignIn("one's own second factor")
    public void remove(String code) {
        AdminUserEntity user = fitting(code);
        user.endSecondFactor();
        audit.record(AuditEntry.success("SECOND_FACTOR_REMOVED", "ADMIN_USER", user.id(), user.name()));
    }

    private AdminUserEntity fitting(String code) {
        AdminUserEntity user = self();
        if (user.totpSalt() == null) {
            throw GodwitException.notFound(
                    "SECOND_FACTOR_NONE",
                    "You have no second factor.",
                    "Begin with POST /admin-users/me/second-factor.");
        }
        if (!secondFactors.fits(user, code)) {
            audit.recordApart(AuditEntry.failed("SECOND_FACTOR_REFUSED", "ADMIN_USER", user.id(), user.name()));
            throw GodwitException.refused(
                    "CODE_WRONG",
                    "This is not the present code, or it was used already.",
                    "Wait for the next code, and check the clock of the device that makes it.");
        }
        return user;
    }

    private AdminUserEntity self() {
        return users.findByNameIgnoreCase(Actor.current().name())
                .orElseThrow(() -> GodwitException.notFound(
                        "ADMIN_USER_NOT_FOUND",
                        "You are not an administrative user.",
                        "Sign in with an administrative user's name."));
    }
}
