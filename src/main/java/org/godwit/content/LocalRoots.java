package org.godwit.content;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The directories of a library, and whether paths stay inside them with their links resolved. */
final class LocalRoots {

    private final List<Path> roots;
    /** Drives chosen for staged files, where the library spans several. */
    private final ConcurrentMap<String, Path> placed = new ConcurrentHashMap<>();
    /** Directories whose real path was seen to lie inside. */
    private final Set<Path> inside = ConcurrentHashMap.newKeySet();

    LocalRoots(Path root, List<Path> additional) {
        List<Path> all = new ArrayList<>();
        all.add(root.toAbsolutePath().normalize());
        additional.forEach(p -> all.add(p.toAbsolutePath().normalize()));
        roots = List.copyOf(all);
    }

    /** The directory that holds PkgLib and DataLib. */
    Path first() {
        return roots.get(0);
    }

    List<Path> all() {
        return roots;
    }

    /**
     * Chooses the drive for a file about to be staged: the one that has the stored file, or a part of it, already; else the
     * first with room for it.
     *
     * @throws ContentException {@code CONTENT_SPACE_LACKING} if no drive has the room
     */
    void reserve(String staged, long size) throws IOException {
        if (roots.size() == 1 || placed.containsKey(staged)) {
            return;
        }
        String stored = LibraryNames.file(LibraryNames.ofStaged(staged));
        for (Path root : roots) {
            if (Files.exists(root.resolve(stored)) || Files.exists(root.resolve(staged))) {
                placed.put(staged, root);
                return;
            }
        }
        for (Path root : roots) {
            if (free(root) >= size) {
                placed.put(staged, root);
                return;
            }
        }
        throw new ContentException(
                ContentException.Code.CONTENT_SPACE_LACKING,
                "None of the drives of " + roots.get(0) + " has " + size + " bytes free.");
    }

    /** Where a path is written: staged files where they were placed, lists of users beside their file, all else first. */
    Path placeOf(String path) {
        if (roots.size() > 1) {
            Path chosen = placed.get(path);
            if (chosen != null) {
                return chosen.resolve(path);
            }
            if (path.startsWith(LibraryNames.FILES + "/") && path.endsWith(LibraryNames.INI)) {
                String stored = path.substring(0, path.length() - LibraryNames.INI.length());
                for (Path root : roots) {
                    if (Files.exists(root.resolve(stored))) {
                        return root.resolve(path);
                    }
                }
            }
        }
        return roots.get(0).resolve(path);
    }

    /** Where a file gets its name: on the drive where it was staged, unless that is not its place. */
    Path targetOf(String from, String to) {
        Path chosen = placed.get(from);
        return chosen == null ? placeOf(to) : chosen.resolve(to);
    }

    /** A staged file has got its name. */
    void settled(String staged) {
        placed.remove(staged);
    }

    /** Whether two paths lie on one drive of the library. */
    boolean together(Path one, Path other) {
        return roots.stream().anyMatch(root -> one.startsWith(root) && other.startsWith(root));
    }

    /** Bytes free on all drives together. */
    long free() throws IOException {
        Map<FileStore, Long> stores = new HashMap<>();
        for (Path root : roots) {
            FileStore store = store(root);
            stores.put(store, store.getUsableSpace());
        }
        return stores.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long free(Path root) throws IOException {
        return store(root).getUsableSpace();
    }

    private static FileStore store(Path root) throws IOException {
        Path there = root;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return Files.getFileStore(there);
    }

    /** Forgets what was seen of a directory and of what lay in it. */
    void forget(Path directory) {
        inside.removeIf(known -> known.startsWith(directory));
    }

    /** Makes the parent directories, and sees that they lie inside. */
    void parents(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent == null || inside.contains(parent)) {
            return;
        }
        if (!beneathRoot(parent)) {
            Files.createDirectories(parent);
        } else {
            parents(parent);
            try {
                Files.createDirectory(parent);
                inside.add(parent);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(parent)) {
                    throw e;
                }
            }
        }
        requireInside(parent);
    }

    /** @throws ContentException {@code CONTENT_REFUSED} if a link makes the path lead outside */
    Path requireInside(Path path) throws IOException {
        if (inside.contains(path)) {
            return path;
        }
        Path parent = path.getParent();
        if (parent != null
                && beneathRoot(path)
                && !path.endsWith("..")
                && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            requireInside(parent);
            inside.add(path); // no link, in a directory that lies inside
            return path;
        }
        Path real = path.toRealPath();
        if (roots.stream().map(LocalRoots::realOrSame).noneMatch(real::startsWith)) {
            throw ContentException.refused(
                    LibraryNames.shown(path.toString()) + " leads outside its library by a link.");
        }
        if (!Files.isSymbolicLink(path) && Files.isDirectory(path)) {
            inside.add(path);
        }
        return path;
    }

    private boolean beneathRoot(Path path) {
        return roots.stream().anyMatch(root -> path.startsWith(root) && !path.equals(root));
    }

    static void requireNoCycle(Path link) throws IOException {
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
}
