package org.godwit.distribution;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.godwit.shared.Digests;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two sets of rows are the same without keeping them or putting them in order: how many there are, and the SHA-256
 * of each, added up in four numbers. It finds changes; it is no proof against somebody who makes up rows to defeat it.
 */
final class RowSum {

    private static final int PARTS = 4;

    private final MessageDigest sha = Digests.sha256();
    private final long[] parts = new long[PARTS];
    private long rows;

    /** Adds a row; values are compared as text, and null is not the empty text. */
    void add(@Nullable Object... values) {
        ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
        for (Object value : values) {
            byte[] bytes = value == null ? new byte[0] : value.toString().getBytes(StandardCharsets.UTF_8);
            sha.update(length.clear().putInt(value == null ? -1 : bytes.length).flip());
            sha.update(bytes);
        }
        ByteBuffer digest = ByteBuffer.wrap(sha.digest());
        for (int i = 0; i < PARTS; i++) {
            parts[i] += digest.getLong();
        }
        rows++;
    }

    boolean none() {
        return rows == 0;
    }

    boolean same(RowSum other) {
        return rows == other.rows && Arrays.equals(parts, other.parts);
    }
}
