package org.godwit.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A transfer in a JVM of its own, to be killed by {@link KillTest}. Writes down what it does, one line at a time, so that the
 * lines outlive it: {@code B place/hash} a file's copy is begun, {@code M bytes} so many were written, {@code E place/hash} it has its
 * name.
 */
final class KilledTransfer {

    private KilledTransfer() {}

    /** @param args source, journal, bytes a second, and one destination or several at a time that share the reading */
    public static void main(String[] args) throws Exception {
        Throttle throttle = new Throttle(java.time.Clock.systemUTC(), () -> Long.parseLong(args[2]));
        List<String> places = List.of(args).subList(3, args.length);
        ExecutorService threads = Executors.newFixedThreadPool(places.size());
        try (FileChannel journal =
                        FileChannel.open(Path.of(args[1]), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                ReadOnce once = new ReadOnce()) {
            TransferOptions options = TransferOptions.standard().withThrottle(throttle);
            List<Callable<String>> work = new ArrayList<>();
            for (String place : places) {
                ContentTarget to = new Journalled(new DirectoryStore(Path.of(place)), journal, places.indexOf(place));
                work.add(() -> bring(
                        new DirectoryStore(Path.of(args[0])),
                        to,
                        places.size() == 1 ? options : options.withOnce(once)));
            }
            for (Future<String> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static String bring(ContentSource from, ContentTarget to, TransferOptions options) throws IOException {
        try (LibraryTransfer transfer =
                Objects.requireNonNull(LibraryTransfer.tryOpen(to, DestinationRecords.none(), options))) {
            for (String id : new LibraryReader(from).packageIds()) {
                transfer.transfer(new PackageRequest(id, from, List.of()));
            }
            transfer.sweep();
            return to.location();
        }
    }

    /** Writes down which bytes are moved. */
    private record Journalled(ContentTarget store, FileChannel journal, int place) implements ContentTarget {

        private void note(String line) throws IOException {
            journal.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
        }

        @Override
        public WritableFile write(String file, long offset) throws IOException {
            WritableFile out = store.write(file, offset);
            if (!file.endsWith(".part")) {
                return out;
            }
            note("B " + place + "/" + file.substring(file.lastIndexOf('/') + 1, file.length() - 5));
            return new WritableFile() {
                @Override
                public int write(ByteBuffer bytes) throws IOException {
                    note("M " + bytes.remaining());
                    return out.write(bytes);
                }

                @Override
                public boolean kernelCopy() {
                    return out.kernelCopy();
                }

                @Override
                public long copyFrom(FileChannel in, long position, long count) throws IOException {
                    long copied = out.copyFrom(in, position, count);
                    note("M " + copied);
                    return copied;
                }

                @Override
                public void sync() throws IOException {
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
            };
        }

        @Override
        public void rename(String from, String to) throws IOException {
            store.rename(from, to);
            if (from.endsWith(".part")) {
                note("E " + place + "/" + to.substring(to.lastIndexOf('/') + 1));
            }
        }

        @Override
        public void reserve(String staged, long size) throws IOException {
            store.reserve(staged, size);
        }

        @Override
        public boolean syncsAll() {
            return store.syncsAll();
        }

        @Override
        public boolean syncAll() throws IOException {
            return store.syncAll();
        }

        @Override
        public void delete(String path) throws IOException {
            store.delete(path);
        }

        @Override
        public void makeDirectory(String directory) throws IOException {
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
        public String location() {
            return store.location();
        }

        @Override
        public List<StoreEntry> list(String directory) throws IOException {
            return store.list(directory);
        }

        @Override
        public @Nullable StoreEntry find(String path) throws IOException {
            return store.find(path);
        }

        @Override
        public ReadableByteChannel read(String file, long offset) throws IOException {
            return store.read(file, offset);
        }

        @Override
        public void close() throws IOException {
            store.close();
        }
    }
}
