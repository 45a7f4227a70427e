package org.godwit.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.godwit.shared.CanonicalJson;

/**
 * What package media say of themselves in the clear; it names no package and no file. It is written last, so that media that
 * were not finished are none.
 *
 * @param format 1
 * @param mediaId by which it is known whether they were imported
 * @param keyId by which the key is known; says nothing of it
 * @param expiresAt from when on the key is refused
 * @param indexSize bytes of the index before it was sealed
 * @param proof HMAC-SHA-256 over all the others, under the key; 64 hex digits
 */
public record MediaLabel(
        int format, String mediaId, String keyId, Instant createdAt, Instant expiresAt, long indexSize, String proof) {

    static final String FILE = "godwit-media.json";
    static final String INDEX = "index.bin";
    static final int FORMAT = 1;
    private static final int MOST = 4096;

    static MediaLabel of(MediaKey key, String mediaId, Instant createdAt, Instant expiresAt, long indexSize) {
        MediaLabel bare = new MediaLabel(FORMAT, mediaId, key.id(), createdAt, expiresAt, indexSize, "");
        return new MediaLabel(FORMAT, mediaId, key.id(), createdAt, expiresAt, indexSize, bare.prove(key));
    }

    private String prove(MediaKey key) {
        String text = String.join(
                "\n",
                Integer.toString(format),
                mediaId,
                keyId,
                createdAt.toString(),
                expiresAt.toString(),
                Long.toString(indexSize));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.derived("label"), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] bytes() {
        return CanonicalJson.write(this).getBytes(StandardCharsets.UTF_8);
    }

    /** @throws ContentException {@code MEDIA_NOT_FOUND}, {@code MEDIA_FILE_ALTERED} */
    static MediaLabel read(ContentSource folder) throws IOException {
        StoreEntry entry = folder.find(FILE);
        if (entry == null || entry.directory()) {
            throw new ContentException(
                    ContentException.Code.MEDIA_NOT_FOUND,
                    folder.location() + " holds no package media, or media that were not finished: there is no " + FILE
                            + ".");
        }
        ByteBuffer bytes = ByteBuffer.allocate(MOST);
        try (ReadableByteChannel in = folder.read(FILE, 0)) {
            while (bytes.hasRemaining() && in.read(bytes) >= 0) {
                // until the end
            }
        }
        try {
            MediaLabel label = CanonicalJson.read(
                    new String(Arrays.copyOf(bytes.array(), bytes.position()), StandardCharsets.UTF_8),
                    MediaLabel.class);
            if (label.format() != FORMAT
                    || label.mediaId() == null
                    || !label.mediaId().matches("[0-9a-f-]{36}")
                    || label.keyId() == null
                    || label.createdAt() == null
                    || label.expiresAt() == null
                    || label.proof() == null) {
                throw SealedFile.altered(FILE);
            }
            return label;
        } catch (RuntimeException e) {
            throw SealedFile.altered(FILE);
        }
    }

    /** @throws ContentException {@code MEDIA_KEY_WRONG} if the key is another one */
    void requireKey(MediaKey key) throws ContentException {
        if (!keyId.equals(key.id())) {
            throw MediaKey.wrong();
        }
    }

    /** @throws ContentException {@code MEDIA_FILE_ALTERED} if the label was changed, {@code MEDIA_KEY_EXPIRED} */
    void requireValid(MediaKey key, Instant now) throws ContentException {
        if (!MessageDigest.isEqual(
                prove(key).getBytes(StandardCharsets.US_ASCII), proof.getBytes(StandardCharsets.US_ASCII))) {
            throw SealedFile.altered(FILE);
        }
        if (!now.isBefore(expiresAt)) {
            throw new ContentException(
                    ContentException.Code.MEDIA_KEY_EXPIRED,
                    "The key of these package media expired at " + expiresAt + ". Export the packages again.");
        }
    }
}
