package org.godwit.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A library of which a call that failed is made again, where that may help; reading goes on where it was broken off. */
class RetryingSource implements ContentSource {

    private final ContentSource source;
    private final Retries retries;

    RetryingSource(ContentSource source, Retries retries) {
        this.source = source;
        this.retries = retries;
    }

    Retries retries() {
        return retries;
    }

    @Override
    public String location() {
        return source.location();
    }

    @Override
    public List<StoreEntry> list(String directory) throws IOException {
        return retries.of(() -> source.list(directory));
    }

    @Override
    public @Nullable StoreEntry find(String path) throws IOException {
        return retries.<@Nullable StoreEntry>of(() -> source.find(path));
    }

    @Override
    public ReadableByteChannel read(String file, long offset) throws IOException {
        return new Reading(file, offset, retries.of(() -> source.read(file, offset)));
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private final class Reading implements ReadableByteChannel {

        private final String file;
        private long position;
        private ReadableByteChannel channel;
        private boolean broken;

        Reading(String file, long position, ReadableByteChannel channel) {
            this.file = file;
            this.position = position;
            this.channel = channel;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            int begin = into.position();
            return retries.of(() -> {
                if (broken) {
                    channel = source.read(file, position);
                    broken = false;
                }
                try {
                    int count = channel.read(into);
                    position += Math.max(0, count);
                    return count;
                } catch (IOException e) {
                    into.position(begin);
                    close();
                    broken = true;
                    throw e;
                }
            });
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        /** Whatever it says: what was read was read. */
        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                broken = true;
            }
        }
    }
}
