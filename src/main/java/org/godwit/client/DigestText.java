package org.godwit.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.godwit.shared.Digests;

/**
 * What is digested of a record, put together in one piece and digested at once: values are marked as absent or present, and
 * those present begin with eight bytes of length or number, the highest first; texts are UTF-8.
 */
final class DigestText {

    private static final int FIRST_CAPACITY = 1 << 10;
    private static final byte ABSENT = 0;
    private static final byte PRESENT = 1;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int size;

    void absent() {
        room(1);
        bytes[size++] = ABSENT;
    }

    void number(long value) {
        room(1 + Long.BYTES);
        bytes[size++] = PRESENT;
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    void text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        number(encoded.length);
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
    }

    Digest digest() {
        var sha = Digests.sha256();
        sha.update(bytes, 0, size);
        return Digest.of(sha.digest());
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
