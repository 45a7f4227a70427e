package org.godwit.access;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.KeyFile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Time-based one-time codes (RFC 6238): six digits, a new one every 30 seconds, as every authenticator app makes them. Nobody's
 * secret is stored: it is an HMAC of a random salt in the database, under a key in the file {@code sign-in.key} of the data
 * directory, which every node of a cluster needs.
 */
@Component
class SecondFactors {

    private static final int SECRET_BYTES = 20;
    private static final String CODE_ALGORITHM = "HmacSHA1"; // what authenticator apps take for granted

    private final AdminUserRepository users;
    private final Clock clock;
    private final SecretKeySpec key;
    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();

    SecondFactors(AdminUserRepository users, GodwitProperties server, Clock clock) {
        this.users = users;
        this.clock = clock;
        this.key = new SecretKeySpec(KeyFile.readOrCreate(server.dataDir().resolve("sign-in.key")), "HmacSHA256");
    }

    boolean wantedOf(AdminUserEntity user) {
        return user.hasSecondFactor();
    }

    /** Whether it is the code of now, or of the step before or after; a code is taken once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean fits(AdminUserEntity user, String code) {
        byte[] secret = secretOf(user);
        Instant now = clock.instant();
        long step = generator.getTimeStep().toSeconds();
        for (int offset = -1; offset <= 1; offset++) {
            Instant at = now.plusSeconds(offset * step);
            if (same(code.strip(), code(secret, at)) && users.takeCode(user.id(), at.getEpochSecond() / step) == 1) {
                return true;
            }
        }
        return false;
    }

    /** @throws NullPointerException if the user has started no second factor */
    byte[] secretOf(AdminUserEntity user) {
        byte[] salt = Objects.requireNonNull(user.totpSalt(), "no second factor");
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            mac.update("second factor".getBytes(StandardCharsets.US_ASCII));
            mac.update(salt);
            return Arrays.copyOf(
                    mac.doFinal(Long.toString(user.id()).getBytes(StandardCharsets.US_ASCII)), SECRET_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256", e);
        }
    }

    private String code(byte[] secret, Instant at) {
        try {
            return generator.generateOneTimePasswordString(new SecretKeySpec(secret, CODE_ALGORITHM), at, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("any bytes are a key", e);
        }
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    static GodwitException required() {
        return new GodwitException(
                GodwitException.Kind.UNAUTHENTICATED,
                "SECOND_FACTOR_REQUIRED",
                "This account wants the code of its second factor as well.",
                "Give the code at the console's sign-in; programs use an API token.");
    }
}
