package org.godwit.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A content library in a local or mounted directory. FileLib may span further directories, which are looked into where the
 * first lacks a file; writing goes to the first. Links are followed only as far as they stay inside these directories.
 */
public final class DirectoryStore implements ContentTarget {

    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");

    private final List<Path> roots;
    /** Directories whose real path was seen to lie inside. */
    private final Set<Path> inside = ConcurrentHashMap.newKeySet();

    /**
     * @param root the library's root
     * @param additional roots on further drives; only their FileLib is used
     */
    public DirectoryStore(Path root, List<Path> additional) {
        List<Path> all = new ArrayList<>();
        all.add(root.toAbsolutePath().normalize());
        additional.forEach(p -> all.add(p.toAbsolutePath().normalize()));
        roots = List.copyOf(all);
    }

    public DirectoryStore(Path root) {
        this(root, List.of());
    }

    @Override
    public String location() {
        return roots.get(0).toString();
    }

    @Override
    public List<StoreEntry> list(String directory) throws IOException {
        List<StoreEntry> entries = new ArrayList<>();
        for (Path root : rootsOf(directory + "/")) {
            Path path = root.resolve(directory);
            try (DirectoryStream<Path> children = Files.newDirectoryStream(requireInside(path))) {
                for (Path child : children) {
                    StoreEntry entry = entry(child);
                    if (entry != null) {
                        entries.add(entry);
                    }
                }
            } catch (NoSuchFileException | NotDirectoryException e) {
                continue;
            } catch (java.nio.file.DirectoryIteratorException e) {
                throw failure(Objects.requireNonNull(e.getCause()), path);
            } catch (IOException e) {
                throw failure(e, path);
            }
        }
        return entries;
    }

    @Override
    public @Nullable StoreEntry find(String path) throws IOException {
        for (Path root : rootsOf(path)) {
            StoreEntry entry = entry(root.resolve(path));
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    @Override
    public ReadableByteChannel read(String file, long offset) throws IOException {
        for (Path root : rootsOf(file)) {
            Path path = root.resolve(file);
            try {
                requireInside(path.getParent() == null ? root : path.getParent());
                FileChannel channel = open(path);
                try {
                    return offset == 0 ? channel : channel.position(offset);
                } catch (IOException e) {
                    channel.close();
                    throw e;
                }
            } catch (NoSuchFileException e) {
                continue;
            } catch (IOException e) {
                throw failure(e, path);
            }
        }
        throw new ContentException(
                ContentException.Code.CONTENT_FILE_MISSING, file + " is missing at " + location() + ".");
    }

    /** Does not follow a link unless it stays inside. */
    private FileChannel open(Path path) throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            if (!Files.isSymbolicLink(path)) {
                throw e;
            }
            return FileChannel.open(requireInside(path).toRealPath(), StandardOpenOption.READ);
        }
    }

    @Override
    public WritableFile write(String file, long offset) throws IOException {
        Path path = roots.get(0).resolve(file);
        try {
            parents(path);
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);
            try {
                channel.truncate(offset).position(offset);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            return new LocalFile(channel, path);
        } catch (IOException e) {
            throw failure(e, path);
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Path origin = roots.get(0).resolve(from);
        Path target = roots.get(0).resolve(to);
        try {
            parents(target);
            Files.move(origin, target, StandardCopyOption.ATOMIC_MOVE);
            if (Files.isDirectory(target)) {
                inside.removeIf(known -> known.startsWith(origin));
            }
        } catch (IOException e) {
            throw failure(e, target);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Path start = roots.get(0).resolve(path);
        if (!Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            requireInside(start.getParent() == null ? start : start.getParent());
            Files.walkFileTree(start, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                    if (e != null) {
                        throw e;
                    }
                    Files.deleteIfExists(directory);
                    inside.remove(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw failure(e, start);
        }
    }

    @Override
    public void makeDirectory(String directory) throws IOException {
        Path path = roots.get(0).resolve(directory);
        try {
            parents(path.resolve("x"));
        } catch (IOException e) {
            throw failure(e, path);
        }
    }

    @Override
    public void syncDirectories(Collection<String> directories) throws IOException {
        if (WINDOWS) {
            return; // NTFS journals names; a directory cannot be opened for flushing
        }
        for (String directory : directories) {
            Path path = roots.get(0).resolve(directory);
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (IOException e) {
                throw failure(e, path);
            }
        }
    }

    @Override
    public long freeSpace() throws IOException {
        Path there = roots.get(0);
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            return Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            throw failure(e, there);
        }
    }

    @Override
    public @Nullable Lock tryLock() throws IOException {
        Path staging = roots.get(0).resolve(LibraryNames.STAGING);
        Path file = staging.resolve("lock");
        inside.remove(staging); // the former holder removed it
        try {
            parents(file);
            return DirectoryLock.tryLock(file);
        } catch (IOException e) {
            throw failure(e, file);
        }
    }

    @Override
    public void close() {}

    private List<Path> rootsOf(String path) {
        return path.startsWith(LibraryNames.FILES + "/") ? roots : roots.subList(0, 1);
    }

    private @Nullable StoreEntry entry(Path path) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                requireNoCycle(path);
                attributes = Files.readAttributes(requireInside(path), BasicFileAttributes.class);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return null;
        } catch (FileSystemException e) {
            if (e.getReason() != null && e.getReason().contains("Not a directory")) {
                return null;
            }
            throw failure(e, path);
        }
        Path name = path.getFileName();
        return new StoreEntry(
                name == null ? "" : name.toString(),
                attributes.isDirectory(),
                attributes.isDirectory() ? 0 : attributes.size(),
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }

    /** Makes the parent directories, and sees that they lie inside. */
    private void parents(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent == null || inside.contains(parent)) {
            return;
        }
        Files.createDirectories(parent);
        requireInside(parent);
    }

    /** @throws ContentException {@code CONTENT_REFUSED} if a link makes the path lead outside */
    private Path requireInside(Path path) throws IOException {
        if (inside.contains(path)) {
            return path;
        }
        Path real = path.toRealPath();
        if (roots.stream().map(DirectoryStore::realOrSame).noneMatch(real::startsWith)) {
            throw ContentException.refused(
                    LibraryNames.shown(path.toString()) + " leads outside its library by a link.");
        }
        if (!Files.isSymbolicLink(path) && Files.isDirectory(path)) {
            inside.add(path);
        }
        return path;
    }

    private static void requireNoCycle(Path link) throws IOException {
        Path parent = link.getParent();
        if (parent != null && parent.toRealPath().startsWith(link.toRealPath())) {
            throw ContentException.refused(
                    LibraryNames.shown(link.toString()) + " is a link to a directory that holds it.");
        }
    }

    private static Path realOrSame(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    /** The failure as content reports it; what may pass is worth another try. */
    private static IOException failure(IOException e, Path path) {
        if (e instanceof ContentException) {
            return e;
        }
        if (e instanceof AccessDeniedException) {
            return new ContentException(ContentException.Code.LOCATION_DENIED, "Access to " + path + " was denied.", e);
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return ContentException.refused(path + " is a file where a directory should be, or the reverse.");
        }
        String reason = e.getMessage() == null ? "" : e.getMessage().toLowerCase(Locale.ROOT);
        if (reason.contains("no space left")
                || reason.contains("not enough space")
                || reason.contains("quota exceeded")) {
            return new ContentException(
                    ContentException.Code.CONTENT_SPACE_LACKING, "No space is left for " + path + ".", e);
        }
        return new ContentException(
                ContentException.Code.LOCATION_FAILED,
                path + " could not be read or written: " + e.getMessage() + ".",
                e);
    }

    private record LocalFile(FileChannel channel, Path path) implements WritableFile {

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int count = bytes.remaining();
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                throw failure(e, path);
            }
            return count;
        }

        @Override
        public boolean kernelCopy() {
            return true;
        }

        @Override
        public long copyFrom(FileChannel in, long position, long count) throws IOException {
            try {
                return in.transferTo(position, count, channel);
            } catch (IOException e) {
                throw failure(e, path);
            }
        }

        @Override
        public void sync() throws IOException {
            try {
                channel.force(true);
            } catch (IOException e) {
                throw failure(e, path);
            }
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
}
