package org.godwit.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A sealed file of package media: the bytes in chunks of 1 MiB, each AES-256-GCM with its tag behind it. The file has a key
 * of its own, the nonce is the chunk's number, and what is authenticated besides says whether it is the last one: chunks
 * cannot be changed, left out, put in another order or another file, or cut off.
 */
final class SealedFile {

    static final int CHUNK = 1024 * 1024;
    private static final int TAG = 16;

    private final SecretKeySpec key;
    private final String name;

    SealedFile(MediaKey key, String mediaId, String name) {
        this.key = new SecretKeySpec(key.derived("file " + mediaId + " " + name), "AES");
        this.name = name;
    }

    /** Bytes that so many bytes become. */
    static long sealedSize(long size) {
        return size + TAG * chunks(size);
    }

    private static long chunks(long size) {
        return Math.max(1, (size + CHUNK - 1) / CHUNK);
    }

    /** Seals one chunk. */
    byte[] seal(byte[] bytes, int length, long number, boolean last) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, number, last).doFinal(bytes, 0, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Cipher cipher(int mode, long number, boolean last) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = ByteBuffer.allocate(12).putInt(0).putLong(number).array();
        cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
        cipher.updateAAD((name + (last ? " last" : " more")).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** Opens it for reading its plain bytes from an offset. */
    ReadableByteChannel open(ContentSource media, long size, long offset) throws IOException {
        long first = Math.min(offset / CHUNK, chunks(size) - 1);
        return new Opened(media.read(name, first * (CHUNK + TAG)), size, first, offset - first * CHUNK);
    }

    private final class Opened implements ReadableByteChannel {
        private final ReadableByteChannel sealed;
        private final long chunks;
        private final long size;
        private long next;
        private long skip;
        private ByteBuffer plain = ByteBuffer.allocate(0);
        private boolean open = true;

        Opened(ReadableByteChannel sealed, long size, long next, long skip) {
            this.sealed = sealed;
            this.size = size;
            this.chunks = SealedFile.chunks(size);
            this.next = next;
            this.skip = skip;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            while (!plain.hasRemaining()) {
                if (next == chunks) {
                    return -1;
                }
                plain = chunk();
                int passed = (int) Math.min(skip, plain.remaining());
                plain.position(passed);
                skip -= passed;
            }
            int count = Math.min(into.remaining(), plain.remaining());
            into.put(plain.slice().limit(count));
            plain.position(plain.position() + count);
            return count;
        }

        private ByteBuffer chunk() throws IOException {
            boolean last = next == chunks - 1;
            ByteBuffer bytes = ByteBuffer.allocate((int) (last ? size - next * CHUNK : CHUNK) + TAG);
            while (bytes.hasRemaining() && sealed.read(bytes) >= 0) {
                // until the chunk is whole
            }
            try {
                byte[] opened = cipher(Cipher.DECRYPT_MODE, next++, last).doFinal(bytes.array(), 0, bytes.position());
                return ByteBuffer.wrap(opened);
            } catch (AEADBadTagException e) {
                throw altered(name);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() throws IOException {
            open = false;
            sealed.close();
        }
    }

    static ContentException altered(String file) {
        return new ContentException(
                ContentException.Code.MEDIA_FILE_ALTERED,
                "The file " + LibraryNames.shown(file)
                        + " of the package media is not as it was written: nothing of its packages is taken.");
    }
}
