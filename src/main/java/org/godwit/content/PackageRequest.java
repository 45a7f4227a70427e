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
 * @param proven what proved each of its contents in the library they are read from, which must still state the same; empty
 *     where Godwit did not publish it there
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

    /**
     * @return the manifest, with the whole-content hash as it was proven
     * @throws ContentException {@code CONTENT_HASH_MISMATCH} if the manifest does not state what was proven there
     */
    ContentManifest requireProven(ContentManifest manifest) throws ContentException {
        ContentEvidence one = proven(manifest.contentId());
        if (one == null) {
            return manifest;
        }
        if (!PackageRepair.same(manifest, one)) {
            throw new ContentException(
                    ContentException.Code.CONTENT_HASH_MISMATCH,
                    "The manifest of content " + manifest.contentId() + " at " + source.location()
                            + " differs from what was published there.");
        }
        return new ContentManifest(manifest.contentId(), one.statedHash(), manifest.directories(), manifest.files());
    }

    private @Nullable ContentEvidence proven(String contentId) {
        return proven.stream()
                .filter(e -> e.contentId().equalsIgnoreCase(contentId))
                .findFirst()
                .orElse(null);
    }

    /** What proves a content from now on. The site's word about it is that of this request, else that of those before. */
    ContentEvidence evidence(ContentManifest content, List<ContentEvidence.ProvenFile> files) {
        String siteHash = siteHash(content.contentId());
        ContentEvidence before = siteHash == null || siteHash.isBlank() ? proven(content.contentId()) : null;
        return new ContentEvidence(
                packageId,
                content.contentId(),
                content.statedHash(),
                before == null ? ContentHash.judge(content, siteHash, content.statedHash()) : before.verdict(),
                before == null ? ContentHash.statedBy(siteHash, content.statedHash()) : before.statedBy(),
                files);
    }

    private @Nullable String siteHash(String contentId) {
        return expected.stream()
                .filter(e -> e.contentId().equalsIgnoreCase(contentId))
                .map(Expected::hash)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /**
     * @throws ContentException {@code PACKAGE_NOT_IN_LIBRARY} if the library lacks a content that the site states;
     *     {@code CONTENT_HASH_MISMATCH} if it does not name the contents that were proven there
     */
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
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        proven.forEach(one -> known.add(one.contentId()));
        if (!proven.isEmpty() && !there.equals(known)) {
            throw new ContentException(
                    ContentException.Code.CONTENT_HASH_MISMATCH,
                    "The manifest of package " + packageId + " at " + source.location() + " names the contents " + there
                            + ", where " + known + " were published.");
        }
    }
}
