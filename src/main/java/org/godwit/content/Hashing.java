package org.godwit.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;
import org.godwit.shared.Digests;

/** SHA-256 and size of stored bytes. */
final class Hashing {

    private static final int BUFFER = 128 * 1024;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Hashing() {}

    /** @param hash SHA-256, upper-case hex */
    record Found(String hash, long size) {}

    /**
     * @param expected size of the file as far as it is known; it may have another
     * @throws ContentException {@code STOPPED} if told to stop in between
     */
    static Found of(ContentSource store, String file, long expected, BooleanSupplier stop) throws IOException {
        return of(store, file, expected, Throttle.none(), stop);
    }

    /** As {@link #of(ContentSource, String, long, BooleanSupplier)}, within a limit. */
    static Found of(ContentSource store, String file, long expected, Throttle throttle, BooleanSupplier stop)
            throws IOException {
        MessageDigest digest = Digests.sha256();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, expected + 1));
        long size = 0;
        try (ReadableByteChannel in = store.read(file, 0)) {
            while (in.read(buffer) >= 0) {
                throttle.acquire(buffer.position(), stop);
                size += buffer.position();
                digest.update(buffer.array(), 0, buffer.position());
                buffer.clear();
                if (stop.getAsBoolean()) {
                    throw stopped();
                }
            }
        }
        return new Found(hex(digest), size);
    }

    static String hex(MessageDigest digest) {
        return HEX.formatHex(digest.digest());
    }

    static ContentException stopped() {
        return new ContentException(ContentException.Code.STOPPED, "The transfer was stopped.");
    }
}
