package org.godwit.content;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.godwit.shared.Digests;
import org.jspecify.annotations.Nullable;

/**
 * The manifests of a content's files as their directories list them.
 *
 * @param statedHash whole-content hash that the library states; null if it states none
 * @param directories relative to the content's root, with {@code /}
 */
record ContentTree(String contentId, @Nullable String statedHash, List<String> directories, List<FileEntry> files) {

    /**
     * The manifest of a file.
     *
     * @param ini its path in the library
     * @param path of the file it describes, relative to the content's root
     * @param entry of the manifest, not of the file
     */
    record FileEntry(String ini, String path, StoreEntry entry) {}

    /**
     * Stays the same as long as no manifest comes, goes, or is written to: for manifests what a {@link FileMark} is for a stored
     * file. Upper-case hex.
     */
    String mark() {
        MessageDigest digest = Digests.sha256();
        update(digest, "hash", statedHash == null ? "" : statedHash, 0, 0);
        directories.forEach(directory -> update(digest, "directory", directory, 0, 0));
        files.forEach(file -> update(
                digest, "file", file.path(), file.entry().size(), file.entry().modifiedNanos()));
        return Hashing.hex(digest);
    }

    /** No name holds a line break (see {@link LibraryNames#segment}). */
    private static void update(MessageDigest digest, String kind, String name, long size, long modifiedNanos) {
        digest.update((kind + " " + size + " " + modifiedNanos + " " + name + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
