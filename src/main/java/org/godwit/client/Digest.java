package org.godwit.client;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A record's digest: the first 128 bits of a SHA-256, which is what tells records apart and is stored with each.
 *
 * @param high the first 64 bits
 * @param low the next 64 bits
 */
record Digest(long high, long low) {

    private static final int BYTES = 2 * Long.BYTES;

    static Digest of(byte[] sha256) {
        ByteBuffer buffer = ByteBuffer.wrap(sha256);
        return new Digest(buffer.getLong(), buffer.getLong());
    }

    static @Nullable Digest ofColumn(byte @Nullable [] bytes) {
        return bytes == null || bytes.length < BYTES ? null : of(bytes);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }
}
