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
        /** No answer comes; the adapter's own timeout ends the waiting. */
        STALL,
        /** From a moment on nothing answers any more. */
        DISCONNECT
    }

    /** Where in a transfer it goes wrong. */
    enum Stage {
        /** PkgLib and DataLib are looked at. */
        MANIFESTS,
        /** FileLib is looked at or read. */
        CONTENT,
        /** A file is written to its temporary name. */
        STAGING,
        /** What was stored is read back. */
        READ_BACK,
        /** A proven file gets its name in FileLib. */
        STORE,
        /** The users of stored files are written. */
        USERS,
        /** The manifests of files are written, and the content gets its name in DataLib. */
        DATALIB,
        /** A manifest is written to its temporary name. */
        TEXTS,
        /** The package is published. */
        PKGLIB,
        /** New names are made durable. */
        SYNC;

        static final List<Stage> OF_SOURCE = List.of(MANIFESTS, CONTENT);

        static Stage of(String path) {
            if (path.startsWith(LibraryNames.STAGING)) {
                return path.endsWith(".part") ? STAGING : path.contains(".data") ? DATALIB : TEXTS;
            }
            if (path.startsWith(LibraryNames.FILES)) {
                return path.endsWith(LibraryNames.INI) ? USERS : CONTENT;
            }
            return MANIFESTS;
        }

        static Stage ofRead(String path) {
            return path.startsWith(LibraryNames.STAGING) ? READ_BACK : of(path);
        }

        static Stage ofRename(String to) {
            Stage stage = of(to);
            return stage == CONTENT
                    ? STORE
                    : stage != MANIFESTS ? stage : to.startsWith(LibraryNames.PACKAGES) ? PKGLIB : DATALIB;
        }
    }

    private static final long STALLED_MILLIS = 5;

    private final ContentSource store;
    private final Fault fault;
    private final @Nullable Stage stage;
    private final int at;
    private final boolean always;
    private final boolean kernel;
    private final Random random;
    private final AtomicInteger chances = new AtomicInteger();
    private volatile boolean gone;
    private volatile boolean felt;

    /**
     * @param stage only there; null for anywhere
     * @param kernel whether local channels are handed out, so that the kernel copies
     */
    FaultyStore(
            ContentSource store,
            Fault fault,
            @Nullable Stage stage,
            int at,
            boolean always,
            boolean kernel,
            long seed) {
        this.store = store;
        this.fault = fault;
        this.stage = stage;
        this.at = at;
        this.always = always;
        this.kernel = kernel;
        this.random = new Random(seed);
    }

    /** Whether the fault was felt at all. */
    boolean felt() {
        return felt;
    }

    /** Whether it goes wrong now; it may also throw, for faults that any call can meet. */
    private boolean now(Fault wanted, Stage where) throws IOException {
        boolean any = fault == Fault.DISCONNECT || fault == Fault.STALL;
        if ((fault != wanted && !any) || (stage != null && stage != where && !(gone && fault == Fault.DISCONNECT))) {
            return false;
        }
        int chance = chances.incrementAndGet();
        boolean hit = always || gone ? chance >= at : chance == at;
        if (hit) {
            felt = true;
        }
        if (hit && any) {
            gone |= fault == Fault.DISCONNECT;
            if (fault == Fault.STALL) {
                java.util.concurrent.locks.LockSupport.parkNanos(STALLED_MILLIS * 1_000_000);
            }
            throw new ContentException(
                    ContentException.Code.LOCATION_FAILED,
                    fault == Fault.STALL ? "no answer came in time" : "the network name is no longer available");
        }
        return hit;
    }

    private ContentTarget target() {
        return (ContentTarget) store;
    }

    @Override
    public String location() {
        return store.location();
    }

    @Override
    public List<StoreEntry> list(String directory) throws IOException {
        if (now(Fault.FAIL_LIST, Stage.of(directory))) {
            throw new IOException("listing failed");
        }
        List<StoreEntry> entries = new java.util.ArrayList<>(store.list(directory));
        if (now(Fault.LIST_TWICE, Stage.of(directory))) {
            entries.addAll(List.copyOf(entries));
        }
        return entries;
    }

    @Override
    public @Nullable StoreEntry find(String path) throws IOException {
        now(Fault.DISCONNECT, Stage.of(path));
        return store.find(path);
    }

    @Override
    public ReadableByteChannel read(String file, long offset) throws IOException {
        Stage where = Stage.ofRead(file);
        if (now(Fault.FAIL_READ, where)) {
            throw new IOException("read failed");
        }
        if (now(Fault.SLOW_READ, where)) {
            return new Reading(store.read(file, offset), 1);
        }
        boolean manifest = file.endsWith(".INI") || file.endsWith(".tmp");
        boolean flip = now(manifest ? Fault.FLIP_MANIFEST : Fault.FLIP_READ, where);
        boolean truncate = now(Fault.TRUNCATE_READ, where);
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
        Stage where = Stage.of(file);
        if (now(Fault.DISK_FULL, where)) {
            throw new ContentException(
                    ContentException.Code.CONTENT_SPACE_LACKING, "No space is left for " + file + ".");
        }
        if (now(Fault.FAIL_WRITE, where)) {
            throw new IOException("write failed");
        }
        boolean flip = now(Fault.FLIP_WRITE, where);
        boolean truncate = now(Fault.TRUNCATE_WRITE, where);
        boolean failSync = now(Fault.FAIL_SYNC, where);
        WritableFile out = target().write(file, offset);
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
        if (now(Fault.FAIL_RENAME, Stage.ofRename(to))) {
            throw new IOException("rename failed");
        }
        target().rename(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
        now(Fault.DISCONNECT, Stage.of(path));
        target().delete(path);
    }

    @Override
    public void makeDirectory(String directory) throws IOException {
        now(Fault.DISCONNECT, Stage.of(directory));
        target().makeDirectory(directory);
    }

    @Override
    public void syncDirectories(Collection<String> directories) throws IOException {
        if (now(Fault.FAIL_SYNC, Stage.SYNC)) {
            throw new IOException("flush failed");
        }
        target().syncDirectories(directories);
    }

    @Override
    public boolean syncsAll() {
        return target().syncsAll();
    }

    @Override
    public boolean syncAll() throws IOException {
        if (now(Fault.FAIL_SYNC, Stage.SYNC)) {
            throw new IOException("flush failed");
        }
        return target().syncAll();
    }

    @Override
    public long freeSpace() throws IOException {
        return target().freeSpace();
    }

    @Override
    public @Nullable Lock tryLock() throws IOException {
        return target().tryLock();
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
