package org.godwit.credential;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The vault's AES-256 keys by id.
 *
 * @param currentId id of the key that seals; the others only open
 */
record KeyRing(String currentId, Map<String, SecretKey> keys) {

    private static final int KEY_BYTES = 32;

    KeyRing {
        keys = Map.copyOf(keys);
        if (!keys.containsKey(currentId)) {
            throw new IllegalArgumentException("the current key is not among the keys");
        }
    }

    SecretKey current() {
        return java.util.Objects.requireNonNull(keys.get(currentId));
    }

    /**
     * @param lines {@code id base64}, the key that seals first; blank lines and lines that begin with # do not count
     * @throws IllegalArgumentException if there is no key, or a line is not one; its text is not shown
     */
    static KeyRing parse(List<String> lines) {
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.strip().split("\\s+");
            if (parts.length != 2 || parts[0].length() > 64) {
                throw new IllegalArgumentException("a line is not of the form 'id base64'");
            }
            keys.put(parts[0], key(parts[1]));
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no key");
        }
        return new KeyRing(keys.keySet().iterator().next(), keys);
    }

    private static SecretKey key(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a key is not Base64"); // the cause would show part of it
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key has not 256 bits");
        }
        try {
            return new SecretKeySpec(bytes, "AES");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
