package org.godwit.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Set;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Which passwords are accepted, and how they are hashed (bcrypt). */
@Component
class Passwords {

    /** bcrypt looks at no more. */
    private static final int MAX_BYTES = 72;

    private static final int MIN_DISTINCT = 5;
    private static final Set<String> COMMON = Set.of(
            "password",
            "passw0rd",
            "password1",
            "password123",
            "1234567890",
            "0123456789",
            "12345678910",
            "qwertyuiop",
            "administrator",
            "changeme123",
            "letmein1234",
            "welcome1234",
            "iloveyou123",
            "abcdefghij",
            "godwit1234");
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
    private static final int STRENGTH = 11;

    /** Matches nothing anybody knows, and takes as long to compare with as a real one. */
    private static final String DUMMY_HASH = "$2a$" + STRENGTH + "$" + ".".repeat(53);

    private final PasswordEncoder encoder = new BCryptPasswordEncoder(STRENGTH);
    private final int minLength;

    Passwords(SignInProperties properties) {
        this.minLength = properties.passwordMinLength();
    }

    /** @throws GodwitException {@code PASSWORD_WEAK} if the password does not keep the rules */
    String hashNew(String userName, String password) {
        String lower = password.toLowerCase(Locale.ROOT);
        String problem = null;
        if (password.length() < minLength) {
            problem = "it has fewer than " + minLength + " characters";
        } else if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            problem = "it is longer than " + MAX_BYTES + " bytes";
        } else if (password.chars().distinct().count() < MIN_DISTINCT) {
            problem = "it has fewer than " + MIN_DISTINCT + " different characters";
        } else if (COMMON.contains(lower)) {
            problem = "it is among the most common ones";
        } else if (lower.contains(userName.toLowerCase(Locale.ROOT)) && lower.length() < 2 * userName.length() + 4) {
            problem = "it is little more than the sign-in name";
        }
        if (problem != null) {
            throw GodwitException.invalid(
                    "PASSWORD_WEAK",
                    "The password is not accepted: " + problem + ".",
                    "Use a long password of " + minLength + " or more characters, for example four random words.");
        }
        return hash(password);
    }

    /** Hashes without asking the rules, for a password that the installer gave. */
    String hash(String password) {
        String hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("the encoder gives a hash for every password");
        }
        return hash;
    }

    /** Takes as long where there is no hash to compare with. */
    boolean matches(String password, @Nullable String hash) {
        boolean matches = encoder.matches(password, hash == null ? DUMMY_HASH : hash);
        return matches && hash != null;
    }

    /** A random password of 20 characters in groups of five (114 bits). */
    static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            if (i > 0 && i % 5 == 0) {
                password.append('-');
            }
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
