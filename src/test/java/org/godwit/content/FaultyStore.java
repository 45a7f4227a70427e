package org.godwit.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store that does one thing wrong, at the n-th chance it gets; once, or from then on always. */
final class FaultyStore implements ContentTarget {

    /** What goes wrong. */
    enum Fault {
        FLIP_READ,
        /** A manifest is read with a wrong bit, which no hash covers. */
        FLIP_MANIFEST,
        TRUNCATE_READ,
        FAIL_READ,
        SLOW_READ,
        FLIP_WRITE,
        TRUNCATE_WRITE,
        FAIL_WRITE,
        DISK_FULL,
        FAIL_SYNC,
        FAIL_RENAME,
        FAIL_LIST,
        LIST_TWICE,
        DISCONNECT
    }

    private final ContentTarget store;
    private final Fault fault;
    private final int at;
    private final boolean always;
    private final boolean kernel;
    private final Random random;
    private final AtomicInteger chances = new AtomicInteger();

    /** @param kernel whether local channels are handed out, so that the kernel copies */
    FaultyStore(ContentTarget store, Fault fault, int at, boolean always, boolean kernel, long seed) {
        this.store = store;
        this.fault = fault;
        this.at = at;
        this.always = always;
        this.kernel = kernel;
        this.random = new Random(seed);
    }

    private boolean now(Fault wanted) throws IOException {
        if (fault == Fault.DISCONNECT && chances.incrementAndGet() >= at) {
            throw new ContentException(
                    ContentException.Code.LOCATION_FAILED, "the network name is no longer available");
        }
        if (fault != wanted) {
            return false;
        }
        int chance = chances.incrementAndGet();
        return always ? chance >= at : chance == at;
    }

    @Override
    public String location() {
        return store.location();
    }

    @Override
    public List<StoreEntry> list(String directory) throws IOException {
        if (now(Fault.FAIL_LIST)) {
            throw new IOException("listing failed");
        }
        List<StoreEntry> entries = new java.util.ArrayList<>(store.list(directory));
        if (now(Fault.LIST_TWICE)) {
            entries.addAll(List.copyOf(entries));
        }
        return entries;
    }

    @Override
    public @Nullable StoreEntry find(String path) throws IOException {
        now(Fault.DISCONNECT);
        return store.find(path);
    }

    @Override
    public ReadableByteChannel read(String file, long offset) throws IOException {
        if (now(Fault.FAIL_READ)) {
            throw new IOException("read failed");
        }
        if (now(Fault.SLOW_READ)) {
            return new Reading(store.read(file, offset), 1);
        }
        boolean manifest = file.endsWith(".INI") || file.endsWith(".tmp");
        boolean flip = now(manifest ? Fault.FLIP_MANIFEST : Fault.FLIP_READ);
        boolean truncate = now(Fault.TRUNCATE_READ);
        ReadableByteChannel channel = store.read(file, offset);
        if (!flip && !truncate) {
            return kernel ? channel : new Reading(channel, Integer.MAX_VALUE);
        }
        try (channel) {
            ByteBuffer all = ByteBuffer.allocate(4 * 1024 * 1024);
            while (channel.read(all) >= 0 && all.hasRemaining()) {}
            byte[] bytes = java.util.Arrays.copyOf(all.array(), all.position());
            if (bytes.length > 0 && flip) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            } else if (bytes.length > 0) {
                bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            return java.nio.channels.Channels.newChannel(new java.io.ByteArrayInputStream(bytes));
        }
    }

    /** Hides that the channel is a file's, and reads at most so many bytes at a time. */
    private record Reading(ReadableByteChannel channel, int most) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer into) throws IOException {
            ByteBuffer part = into.slice().limit(Math.min(into.remaining(), most));
            int count = channel.read(part);
            if (count > 0) {
                into.position(into.position() + count);
            }
            return count;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Override
    public WritableFile write(String file, long offset) throws IOException {
        if (now(Fault.DISK_FULL)) {
            throw new ContentException(
                    ContentException.Code.CONTENT_SPACE_LACKING, "No space is left for " + file + ".");
        }
        if (now(Fault.FAIL_WRITE)) {
            throw new IOException("write failed");
        }
        WritableFile out = store.write(file, offset);
        boolean flip = now(Fault.FLIP_WRITE);
        boolean truncate = now(Fault.TRUNCATE_WRITE);
        boolean failSync = now(Fault.FAIL_SYNC);
        return new Writing(out, flip, truncate, failSync, random.nextInt(1 << 20), kernel);
    }

    private record Writing(
            WritableFile out, boolean flip, boolean truncate, boolean failSync, int where, boolean kernel)
            implements WritableFile {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int count = bytes.remaining();
            if (count > 0 && (flip || truncate)) {
                byte[] copy = new byte[count];
                bytes.get(copy);
                if (flip) {
                    copy[where % count] ^= 4;
                }
                out.write(ByteBuffer.wrap(copy, 0, truncate ? where % count : count));
                return count;
            }
            return out.write(bytes);
        }

        @Override
        public boolean kernelCopy() {
            return kernel && !flip && !truncate;
        }

        @Override
        public long copyFrom(FileChannel in, long position, long count) throws IOException {
            return out.copyFrom(in, position, count);
        }

        @Override
        public void sync() throws IOException {
            if (failSync) {
                throw new IOException("flush failed");
            }
            out.sync();
        }

        @Override
        public boolean isOpen() {
            return out.isOpen();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        if (now(Fault.FAIL_RENAME)) {
            throw new IOException("rename failed");
        }
        store.rename(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
        store.delete(path);
    }

    @Override
    public void makeDirectory(String directory) throws IOException {
        now(Fault.DISCONNECT);
        store.makeDirectory(directory);
    }

    @Override
    public void syncDirectories(Collection<String> directories) throws IOException {
        store.syncDirectories(directories);
    }

    @Override
    public long freeSpace() throws IOException {
        return store.freeSpace();
    }

    @Override
    public @Nullable Lock tryLock() throws IOException {
        return store.tryLock();
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
