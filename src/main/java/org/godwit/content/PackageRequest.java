package org.godwit.content;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A package to be brought to a destination library.
 *
 * @param source library it is read from
 * @param expected contents the source site states; all of them must be there; empty if it states none
 * @param proven what proved its contents in the library they are read from, which must still state the same; empty where
 *     Godwit did not publish it there
 */
public record PackageRequest(
        String packageId, ContentSource source, List<Expected> expected, List<ContentEvidence> proven) {

    /** @param hash whole-content hash the site states; null if none */
    public record Expected(String contentId, @Nullable String hash) {}

    public PackageRequest {
        expected = List.copyOf(expected);
        proven = List.copyOf(proven);
    }

    /** A package of a library of which nothing is proven. */
    public PackageRequest(String packageId, ContentSource source, List<Expected> expected) {
        this(packageId, source, expected, List.of());
    }

    /** @throws ContentException {@code CONTENT_HASH_MISMATCH} if the manifest does not state what was proven there */
    ContentManifest requireProven(ContentManifest manifest) throws ContentException {
        for (ContentEvidence one : proven) {
            if (one.contentId().equalsIgnoreCase(manifest.contentId()) && !PackageRepair.same(manifest, one)) {
                throw new ContentException(
                        ContentException.Code.CONTENT_HASH_MISMATCH,
                        "The manifest of content " + manifest.contentId() + " at " + source.location()
                                + " differs from what was published there.");
            }
        }
        return manifest;
    }

    @Nullable String siteHash(String contentId) {
        return expected.stream()
                .filter(e -> e.contentId().equalsIgnoreCase(contentId))
                .map(Expected::hash)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** @throws ContentException {@code PACKAGE_NOT_IN_LIBRARY} if the library lacks a content that the site states */
    public void requireExpected(PackageManifest manifest) throws ContentException {
        Set<String> there = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        there.addAll(manifest.contentIds());
        for (Expected one : expected) {
            if (!there.contains(one.contentId())) {
                throw new ContentException(
                        ContentException.Code.PACKAGE_NOT_IN_LIBRARY,
                        "The site states content " + LibraryNames.shown(one.contentId()) + " for package " + packageId
                                + ", but the content library " + source.location() + " holds " + manifest.contentIds()
                                + ".");
            }
        }
    }
}
