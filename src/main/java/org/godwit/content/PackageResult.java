package org.godwit.content;

import java.util.List;

/**
 * A package that is published and proven.
 *
 * @param alreadyThere true if nothing was to be done: it was published and proven before, and nothing changed since
 * @param files files of its contents
 * @param bytes their bytes
 * @param bytesMoved bytes written to the destination library
 * @param evidence per content, in the package's order
 */
public record PackageResult(
        PackageManifest manifest,
        boolean alreadyThere,
        long files,
        long bytes,
        long bytesMoved,
        List<ContentEvidence> evidence) {

    public PackageResult {
        evidence = List.copyOf(evidence);
    }

    /** Bytes that did not have to be moved. */
    public long bytesSaved() {
        return bytes - bytesMoved;
    }
}
