package org.godwit.content;

import com.hierynomus.smbj.share.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Open files on a share as channels. Buffers must be backed by arrays. */
final class SmbChannel {

    private SmbChannel() {}

    /** Reads on from an offset. */
    static final class Reading implements ReadableByteChannel {
        private final File file;
        private final String shown;
        private long position;
        private boolean open = true;

        Reading(File file, String shown, long offset) {
            this.file = file;
            this.shown = shown;
            this.position = offset;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (!into.hasRemaining()) {
                return 0;
            }
            int count = SmbFailures.explained(
                    shown,
                    () -> file.read(into.array(), position, into.arrayOffset() + into.position(), into.remaining()));
            if (count > 0) {
                into.position(into.position() + count);
                position += count;
            }
            return count <= 0 ? -1 : count;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() throws IOException {
            open = false;
            SmbFailures.explained(shown, () -> {
                file.close();
                return true;
            });
        }
    }

    /** Writes on from an offset. */
    static final class Writing implements WritableFile {
        private final File file;
        private final String shown;
        private long position;
        private boolean open = true;

        Writing(File file, String shown, long offset) {
            this.file = file;
            this.shown = shown;
            this.position = offset;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int total = bytes.remaining();
            while (bytes.hasRemaining()) {
                long count = SmbFailures.explained(
                        shown,
                        () -> file.write(
                                bytes.array(), position, bytes.arrayOffset() + bytes.position(), bytes.remaining()));
                bytes.position(bytes.position() + (int) count);
                position += count;
            }
            return total;
        }

        @Override
        public void sync() throws IOException {
            SmbFailures.explained(shown, () -> {
                file.flush();
                return true;
            });
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() throws IOException {
            open = false;
            SmbFailures.explained(shown, () -> {
                file.close();
                return true;
            });
        }
    }
}
