package org.godwit.content;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** What a run leaves in a destination library that nobody will ask for. Safe for use by several threads. */
final class Leftovers {

    private final ContentTarget target;
    private final LibraryWriter writer;
    /** By hash: the contents for which a stored file was copied, of packages that were given up. */
    private final ConcurrentMap<String, Set<String>> abandoned = new ConcurrentHashMap<>();

    Leftovers(ContentTarget target, LibraryWriter writer) {
        this.target = target;
        this.writer = writer;
    }

    /** A file was copied for contents of a package that this run will not publish. */
    void abandon(String hash, Set<String> contentIds) {
        abandoned
                .computeIfAbsent(hash, h -> new ConcurrentSkipListSet<>(String.CASE_INSENSITIVE_ORDER))
                .addAll(contentIds);
    }

    /**
     * Removes the files that were abandoned, unless somebody else uses them by now, and everything that was staged.
     *
     * @return hashes of the files that were abandoned
     */
    Set<String> sweep() throws IOException {
        Set<String> hashes = new TreeSet<>(abandoned.keySet());
        for (Map.Entry<String, Set<String>> one : abandoned.entrySet()) {
            Set<String> unpublished = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            for (String contentId : one.getValue()) {
                if (target.find(LibraryNames.contentIni(contentId)) == null) {
                    unpublished.add(contentId);
                }
            }
            if (!writer.removeUsers(one.getKey(), unpublished)) {
                writer.removeUnused(one.getKey());
            }
        }
        writer.sync(hashes.stream().map(LibraryNames::fileDirectory).distinct().toList());
        abandoned.clear();
        for (StoreEntry entry : target.list(LibraryNames.STAGING)) {
            if (!entry.name().equals("lock")) {
                target.delete(LibraryNames.STAGING + "/" + entry.name());
            }
        }
        return hashes;
    }
}
