package org.godwit.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Remembers for a short time which password fitted which stored hash, so that a client that sends Basic credentials with
 * every request does not cost a slow hash each time. It holds neither password nor a plain digest of it: entries are keyed
 * by an HMAC under a key of this process. An account is its stored hash, so a new password ends an entry; one of the
 * directory is its name, so what is changed there counts here when the entry has run out.
 */
@Component
class VerifiedPasswords {

    private static final int MAX_ENTRIES = 1_000;
    private static final String ALGORITHM = "HmacSHA256";

    private final Clock clock;
    private final Duration keep;
    private final SecretKeySpec key;
    private final Map<String, Instant> validUntil = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    VerifiedPasswords(Clock clock, SignInProperties properties) {
        this.clock = clock;
        this.keep = properties.rememberVerified();
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, ALGORITHM);
    }

    boolean knows(String account, String password) {
        String entry = entry(account, password);
        synchronized (validUntil) {
            Instant until = validUntil.get(entry);
            return until != null && clock.instant().isBefore(until);
        }
    }

    void remember(String account, String password) {
        String entry = entry(account, password);
        synchronized (validUntil) {
            validUntil.put(entry, clock.instant().plus(keep));
        }
    }

    private String entry(String account, String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(account.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256", e);
        }
    }
}
