package org.godwit.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Unpacks what was packed, but not without end: a few packed bytes can stand for any number. */
final class Unpacked {

    /** Enough for the table of a million files. */
    static final int MOST = 256 * 1024 * 1024;

    private Unpacked() {}

    /** @throws IOException if it is no GZIP, or unpacks to more than {@code most} bytes */
    static byte[] of(byte[] gzip, int most) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            byte[] bytes = in.readNBytes(most);
            if (in.read() >= 0) {
                throw new IOException("it unpacks to more than " + most + " bytes");
            }
            return bytes;
        }
    }
}
