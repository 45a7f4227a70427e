package org.godwit.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.godwit.shared.Digests;

/** Cuts what is written into parts of at most a mebibyte, and hashes it. */
final class ArchiveOutput extends OutputStream {

    private static final int PART = 1 << 20;

    private final Consumer<byte[]> parts;
    private final MessageDigest digest = Digests.sha256();
    private final byte[] part = new byte[PART];
    private int filled;
    private long bytes;

    ArchiveOutput(Consumer<byte[]> parts) {
        this.parts = parts;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        digest.update(from, offset, length);
        bytes += length;
        int at = offset;
        int left = length;
        while (left > 0) {
            int some = Math.min(left, PART - filled);
            System.arraycopy(from, at, part, filled, some);
            filled += some;
            at += some;
            left -= some;
            if (filled == PART) {
                give();
            }
        }
    }

    private void give() {
        parts.accept(Arrays.copyOf(part, filled));
        filled = 0;
    }

    @Override
    public void close() throws IOException {
        if (filled > 0) {
            give();
        }
    }

    long bytes() {
        return bytes;
    }

    /** Lower-case hex; only once, after everything was written. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
