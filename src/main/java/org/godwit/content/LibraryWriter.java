package org.godwit.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes the manifests of a destination library (reference E): the users of stored files, DataLib, and PkgLib last. Each is
 * written under Godwit's own directory, flushed, and renamed to its place.
 */
final class LibraryWriter {

    private static final int LOCKS = 4096;

    private final RetryingTarget target;
    private final LibraryReader reader;
    private final Workers workers;
    private final boolean durable;
    private final Object[] locks = new Object[LOCKS];
    private final AtomicLong names = new AtomicLong();

    LibraryWriter(RetryingTarget target, Workers workers, boolean durable) {
        this.target = target;
        this.reader = new LibraryReader(target, workers);
        this.workers = workers;
        this.durable = durable;
        Arrays.setAll(locks, i -> new Object());
    }

    /** Guards a stored file and its list of users against the other threads of this run. */
    Object lockOf(String hash) {
        return locks[Math.floorMod(hash.hashCode(), LOCKS)];
    }

    /**
     * Adds contents to the users of a stored file, keeping the others.
     *
     * @param flush whether a new list is flushed at once; one that takes the place of another always is
     */
    void addUsers(String hash, Set<String> contentIds, boolean flush) throws IOException {
        synchronized (lockOf(hash)) {
            Set<String> users = users(hash);
            boolean others = !users.isEmpty();
            if (users.addAll(contentIds)) {
                put(LibraryNames.fileUsers(hash), ManifestTexts.users(users), flush || (others && durable));
            }
        }
    }

    /**
     * A list of users that was written and is still to take the place of another.
     *
     * @param before who that other names
     */
    record NextUsers(String hash, Set<String> before, Set<String> contentIds, String temporary) {}

    /**
     * As {@link #addUsers}, for somebody who flushes many files together: a list of others is left alone until then, since they
     * count on it.
     *
     * @return what {@link #replace} is to put in its place; null if nothing is left to do
     */
    @Nullable NextUsers prepareUsers(String hash, Set<String> contentIds) throws IOException {
        synchronized (lockOf(hash)) {
            Set<String> before = users(hash);
            if (before.isEmpty()) {
                addUsers(hash, contentIds, false);
                return null;
            }
            Set<String> users = users(before);
            if (!users.addAll(contentIds)) {
                return null;
            }
            String temporary = temporary();
            write(temporary, ManifestTexts.users(users), false);
            return new NextUsers(hash, before, contentIds, temporary);
        }
    }

    /** Puts a list of users in its place that was flushed since it was prepared. */
    void replace(NextUsers next) throws IOException {
        synchronized (lockOf(next.hash())) {
            if (users(next.hash()).equals(next.before())) {
                target.rename(next.temporary(), LibraryNames.fileUsers(next.hash()));
            } else {
                target.delete(next.temporary());
                addUsers(next.hash(), next.contentIds(), durable);
            }
        }
    }

    private Set<String> users(String hash) throws IOException {
        return users(reader.users(hash));
    }

    private static Set<String> users(Collection<String> contentIds) {
        Set<String> users = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        users.addAll(contentIds);
        return users;
    }

    /**
     * Takes contents off the users of a stored file; a file that nobody uses any more is deleted, before the list that says so.
     *
     * @return true if it is gone; a file without a list of users stays, since nobody knows who uses it
     */
    boolean removeUsers(String hash, Set<String> contentIds) throws IOException {
        synchronized (lockOf(hash)) {
            Set<String> users = users(hash);
            if (users.isEmpty()) {
                return target.find(LibraryNames.file(hash)) == null;
            }
            boolean fewer = users.removeAll(contentIds);
            if (users.isEmpty()) {
                target.delete(LibraryNames.file(hash));
                target.delete(LibraryNames.fileUsers(hash));
                return true;
            }
            if (fewer) {
                put(LibraryNames.fileUsers(hash), ManifestTexts.users(users), durable);
            }
            return false;
        }
    }

    /**
     * Deletes a stored file that no list of users claims.
     *
     * @return false if it is not there, or somebody uses it
     */
    boolean removeUnused(String hash) throws IOException {
        synchronized (lockOf(hash)) {
            if (target.find(LibraryNames.file(hash)) == null
                    || !reader.users(hash).isEmpty()) {
                return false;
            }
            target.delete(LibraryNames.file(hash));
            target.delete(LibraryNames.fileUsers(hash));
            return true;
        }
    }

    private static String staged(ContentManifest manifest) {
        return LibraryNames.STAGING + "/" + manifest.contentId() + ".data";
    }

    /** Writes the DataLib part of a content, unless a tree that is there already says the same. */
    void stageContent(ContentManifest manifest, boolean flush) throws IOException {
        String staged = staged(manifest);
        target.delete(staged);
        if (!same(manifest)) {
            target.makeDirectory(staged);
            for (String directory : manifest.directories()) {
                target.makeDirectory(staged + "/" + directory);
            }
            workers.forEach(
                    manifest.files(),
                    file -> write(staged + "/" + file.path() + LibraryNames.INI, ManifestTexts.file(file), flush));
            if (flush) {
                sync(treeOf(staged, manifest.directories()));
            }
        }
    }

    /** Publishes the DataLib part of a content that was staged. */
    void publishContent(ContentManifest manifest) throws IOException {
        String place = LibraryNames.contentDirectory(manifest.contentId());
        String staged = staged(manifest);
        if (target.find(staged) != null) {
            if (target.find(place) != null) {
                String old = staged + ".old";
                target.delete(old);
                target.rename(place, old);
                target.rename(staged, place);
                target.delete(old);
            } else {
                target.rename(staged, place);
            }
        }
        put(LibraryNames.contentIni(manifest.contentId()), ManifestTexts.content(manifest), durable);
        sync(List.of(LibraryNames.CONTENTS));
    }

    /** Publishes the package: from here on it is visible. */
    void publishPackage(PackageManifest manifest) throws IOException {
        put(LibraryNames.packageIni(manifest.packageId()), ManifestTexts.ofPackage(manifest), durable);
        sync(List.of(LibraryNames.PACKAGES));
    }

    /** Makes new names in these directories durable. */
    void sync(List<String> directories) throws IOException {
        if (durable) {
            workers.forEach(directories, directory -> target.syncDirectories(List.of(directory)));
        }
    }

    private boolean same(ContentManifest wanted) throws IOException {
        if (target.find(LibraryNames.contentDirectory(wanted.contentId())) == null) {
            return false;
        }
        ContentManifest there;
        try {
            there = reader.readContent(wanted.contentId());
        } catch (ContentException e) {
            return false;
        }
        return Set.copyOf(there.directories()).equals(Set.copyOf(wanted.directories()))
                && there.files().size() == wanted.files().size()
                && Set.copyOf(there.files()).equals(Set.copyOf(wanted.files()));
    }

    private static List<String> treeOf(String root, List<String> directories) {
        List<String> tree = new ArrayList<>();
        tree.add(root);
        directories.forEach(directory -> tree.add(root + "/" + directory));
        return tree;
    }

    private void put(String file, byte[] bytes, boolean flush) throws IOException {
        String temporary = temporary();
        write(temporary, bytes, flush);
        target.rename(temporary, file);
    }

    private String temporary() {
        return LibraryNames.STAGING + "/" + names.incrementAndGet() + ".tmp";
    }

    /** Writes a small file and reads it back; what was stored wrongly is written once more. */
    private void write(String file, byte[] bytes, boolean flush) throws IOException {
        for (int attempt = 1; !target.retries().of(() -> written(file, bytes, flush)); attempt++) {
            if (attempt == 2) {
                throw new ContentException(
                        ContentException.Code.CONTENT_HASH_MISMATCH,
                        "The manifest " + LibraryNames.shown(file) + " was not stored as it was written at "
                                + target.location() + ".");
            }
        }
    }

    /** @return whether what was read back is what was written */
    private boolean written(String file, byte[] bytes, boolean flush) throws IOException {
        try (WritableFile out = target.write(file, 0)) {
            out.write(ByteBuffer.wrap(bytes));
            if (flush) {
                out.sync();
            }
        }
        return Arrays.equals(bytes, stored(file, bytes.length));
    }

    private byte[] stored(String file, int length) throws IOException {
        ByteBuffer there = ByteBuffer.allocate(length + 1);
        try (ReadableByteChannel in = target.read(file, 0)) {
            while (there.hasRemaining() && in.read(there) >= 0) {
                // until the end
            }
        }
        return Arrays.copyOf(there.array(), there.position());
    }
}
