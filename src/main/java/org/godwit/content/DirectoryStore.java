package org.godwit.content;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A content library in a local or mounted directory. FileLib may span further directories, which are looked into where the
 * first lacks a file; a stored file is written to the first that has room for it, everything else to the first. Links are followed only as far as they stay inside these directories.
 */
public final class DirectoryStore implements ContentTarget {

    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");

    private static final Set<OpenOption> CARRIED_ON =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> FROM_START = Set.of(
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            LinkOption.NOFOLLOW_LINKS);

    private final LocalRoots roots;

    /**
     * @param root the library's root
     * @param additional roots on further drives; only their FileLib is used
     */
    public DirectoryStore(Path root, List<Path> additional) {
        roots = new LocalRoots(root, additional);
    }

    public DirectoryStore(Path root) {
        this(root, List.of());
    }

    @Override
    public String location() {
        return roots.first().toString();
    }

    @Override
    public List<StoreEntry> list(String directory) throws IOException {
        List<StoreEntry> entries = new ArrayList<>();
        for (Path root : rootsOf(directory + "/")) {
            Path path = root.resolve(directory);
            try (DirectoryStream<Path> children = Files.newDirectoryStream(roots.requireInside(path))) {
                for (Path child : children) {
                    StoreEntry entry = entry(child);
                    if (entry != null) {
                        entries.add(entry);
                    }
                }
            } catch (NoSuchFileException | NotDirectoryException e) {
                continue;
            } catch (java.nio.file.DirectoryIteratorException e) {
                throw LocalFailures.of(Objects.requireNonNull(e.getCause()), path);
            } catch (IOException e) {
                throw LocalFailures.of(e, path);
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
                roots.requireInside(path.getParent() == null ? root : path.getParent());
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
                throw LocalFailures.of(e, path);
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
            return FileChannel.open(roots.requireInside(path).toRealPath(), StandardOpenOption.READ);
        }
    }

    @Override
    public void reserve(String staged, long size) throws IOException {
        roots.reserve(staged, size);
    }

    @Override
    public WritableFile write(String file, long offset) throws IOException {
        Path path = roots.placeOf(file);
        try {
            roots.parents(path);
            return new LocalFile(offset == 0 ? FileChannel.open(path, FROM_START) : carriedOn(path, offset), path);
        } catch (IOException e) {
            throw LocalFailures.of(e, path);
        }
    }

    private static FileChannel carriedOn(Path path, long offset) throws IOException {
        FileChannel channel = FileChannel.open(path, CARRIED_ON);
        try {
            return channel.truncate(offset).position(offset);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Path origin = roots.placeOf(from);
        Path target = roots.targetOf(from, to);
        try {
            roots.parents(target);
            if (!roots.together(origin, target)) {
                // a list of users beside a file on a further drive
                Path beside = Path.of(target + ".part");
                Files.copy(origin, beside, StandardCopyOption.REPLACE_EXISTING);
                Files.delete(origin);
                origin = beside;
            }
            Files.move(origin, target, StandardCopyOption.ATOMIC_MOVE);
            roots.settled(from);
            if (Files.isDirectory(target)) {
                roots.forget(origin);
            }
        } catch (IOException e) {
            throw LocalFailures.of(e, target);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        for (Path root : rootsOf(path)) {
            Path start = root.resolve(path);
            if (Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
                remove(start);
            }
        }
    }

    private void remove(Path start) throws IOException {
        try {
            roots.requireInside(start.getParent() == null ? start : start.getParent());
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
                    roots.forget(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw LocalFailures.of(e, start);
        }
    }

    @Override
    public void makeDirectory(String directory) throws IOException {
        Path path = roots.first().resolve(directory);
        try {
            roots.parents(path.resolve("x"));
        } catch (IOException e) {
            throw LocalFailures.of(e, path);
        }
    }

    @Override
    public void syncDirectories(Collection<String> directories) throws IOException {
        if (WINDOWS) {
            return; // NTFS journals names; a directory cannot be opened for flushing
        }
        for (String directory : directories) {
            for (Path root : rootsOf(directory)) {
                sync(root.resolve(directory));
            }
        }
    }

    private static void sync(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (IOException e) {
                throw LocalFailures.of(e, path);
            }
        }
    }

    @Override
    public long freeSpace() throws IOException {
        try {
            return roots.free();
        } catch (IOException e) {
            throw LocalFailures.of(e, roots.first());
        }
    }

    @Override
    public @Nullable Lock tryLock() throws IOException {
        Path staging = roots.first().resolve(LibraryNames.STAGING);
        Path file = staging.resolve("lock");
        roots.forget(staging); // the former holder removed it
        try {
            roots.parents(file);
            return DirectoryLock.tryLock(file);
        } catch (IOException e) {
            throw LocalFailures.of(e, file);
        }
    }

    @Override
    public void close() {}

    @Override
    public boolean syncsAll() {
        return FileSystemSync.possible();
    }

    @Override
    public boolean syncAll() throws IOException {
        return FileSystemSync.sync(roots.all());
    }

    private List<Path> rootsOf(String path) {
        return path.startsWith(LibraryNames.FILES + "/") || path.startsWith(LibraryNames.STAGING)
                ? roots.all()
                : List.of(roots.first());
    }

    private @Nullable StoreEntry entry(Path path) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                LocalRoots.requireNoCycle(path);
                attributes = Files.readAttributes(roots.requireInside(path), BasicFileAttributes.class);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return null;
        } catch (FileSystemException e) {
            if (e.getReason() != null && e.getReason().contains("Not a directory")) {
                return null;
            }
            throw LocalFailures.of(e, path);
        }
        Path name = path.getFileName();
        return new StoreEntry(
                name == null ? "" : name.toString(),
                attributes.isDirectory(),
                attributes.isDirectory() ? 0 : attributes.size(),
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }
}
