package org.godwit.content;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Removes a package from a destination library: first what makes it visible, then its contents, then the stored files that
 * nobody else uses. A content that another package names stays, and so does a stored file whose users are not all known to
 * be gone. After a crash it can be done again from the same evidence.
 */
final class PackageRemoval {

    private final ContentTarget target;
    private final LibraryWriter writer;
    private final LibraryReader reader;

    PackageRemoval(ContentTarget target, LibraryWriter writer) {
        this.target = target;
        this.writer = writer;
        this.reader = new LibraryReader(target);
    }

    /**
     * @param proven evidence of every content of the package, as it was published
     * @return hashes of the stored files that are gone
     * @throws ContentException if a manifest of another package cannot be read: then nothing is removed
     */
    List<String> remove(String packageId, List<ContentEvidence> proven) throws IOException {
        Set<String> elsewhere = contentsOfOthers(packageId);
        target.delete(LibraryNames.packageIni(packageId));
        writer.sync(List.of(LibraryNames.PACKAGES));
        Set<String> contentIds = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Set<String> hashes = new TreeSet<>();
        for (ContentEvidence content : proven) {
            if (!elsewhere.contains(content.contentId())) {
                contentIds.add(content.contentId());
                content.files().forEach(file -> hashes.add(file.hash()));
                target.delete(LibraryNames.contentIni(content.contentId()));
                target.delete(LibraryNames.contentDirectory(content.contentId()));
            }
        }
        writer.sync(List.of(LibraryNames.CONTENTS));
        List<String> gone = new ArrayList<>();
        for (String hash : hashes) {
            if (writer.removeUsers(hash, contentIds)) {
                gone.add(hash);
            }
        }
        writer.sync(gone.stream().map(LibraryNames::fileDirectory).distinct().toList());
        return gone;
    }

    private Set<String> contentsOfOthers(String packageId) throws IOException {
        Set<String> contents = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String other : reader.packageIds()) {
            if (!other.equalsIgnoreCase(packageId)) {
                contents.addAll(reader.readPackage(other).contentIds());
            }
        }
        return contents;
    }
}
