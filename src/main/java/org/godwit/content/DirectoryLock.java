package org.godwit.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a library that the operating system gives back when the process dies. The lock file is removed when it is given
 * back, so that nothing of Godwit's remains in a library at rest.
 */
final class DirectoryLock implements ContentTarget.Lock {

    /** File locks hold for a whole process, so within it this set decides. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final Path key;
    private final FileChannel channel;

    private DirectoryLock(Path file, Path key, FileChannel channel) {
        this.file = file;
        this.key = key;
        this.channel = channel;
    }

    /** @return null while somebody else holds it */
    static @Nullable DirectoryLock tryLock(Path file) throws IOException {
        Path directory = file.getParent();
        Path key = (directory == null ? file : directory).toRealPath();
        if (!HELD.add(key)) {
            return null;
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            FileLock lock = channel.tryLock();
            if (lock != null && isStill(file, channel)) {
                return new DirectoryLock(file, key, channel);
            }
        } catch (IOException | RuntimeException e) {
            HELD.remove(key);
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
        HELD.remove(key);
        channel.close();
        return null;
    }

    /** The former holder may have removed the file between our opening and locking it: then the lock is on nothing. */
    private static boolean isStill(Path file, FileChannel channel) throws IOException {
        byte[] token = UUID.randomUUID().toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        channel.truncate(0).write(ByteBuffer.wrap(token), 0);
        return Files.exists(file) && Arrays.equals(token, Files.readAllBytes(file));
    }

    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(file);
            Path directory = file.getParent();
            if (directory != null && isEmpty(directory)) {
                Files.deleteIfExists(directory);
            }
        } finally {
            channel.close();
            HELD.remove(key);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var children = Files.newDirectoryStream(directory)) {
            return !children.iterator().hasNext();
        }
    }
}
