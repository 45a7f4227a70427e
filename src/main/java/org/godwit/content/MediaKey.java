package org.godwit.content;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The random key of one set of package media. It opens these media only; whoever has it and the media can read them. What is
 * used to seal and to prove is derived from it by HMAC-SHA-256.
 */
public final class MediaKey {

    private static final int BYTES = 32;
    private static final int GROUP = 8;
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] key;

    private MediaKey(byte[] key) {
        this.key = key;
    }

    public static MediaKey random(SecureRandom random) {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        return new MediaKey(key);
    }

    /**
     * Reads what {@link #text()} gave; blanks, hyphens and case do not count.
     *
     * @throws ContentException {@code MEDIA_KEY_WRONG} if it is none
     */
    public static MediaKey of(String text) throws ContentException {
        String hex = text.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
        if (!hex.matches("[0-9a-f]{" + 2 * BYTES + "}")) {
            throw wrong();
        }
        return new MediaKey(HEX.parseHex(hex));
    }

    static ContentException wrong() {
        return new ContentException(
                ContentException.Code.MEDIA_KEY_WRONG, "The key is not the one these package media were made with.");
    }

    /** To be shown once: 64 hex digits in groups. */
    public String text() {
        return HEX.formatHex(key).replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
    }

    /** By which media know their key; says nothing of it. */
    String id() {
        return HEX.formatHex(derived("key id"), 0, GROUP);
    }

    byte[] derived(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(("godwit media 1: " + purpose).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "MediaKey";
    }
}
