package org.godwit.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A package to be brought to a destination library.
 *
 * @param source library it is read from
 * @param expected contents the source site states; all of them must be there; empty if it states none
 */
public record PackageRequest(String packageId, ContentSource source, List<Expected> expected) {

    /** @param hash whole-content hash the site states; null if none */
    public record Expected(String contentId, @Nullable String hash) {}

    public PackageRequest {
        expected = List.copyOf(expected);
    }

    @Nullable String siteHash(String contentId) {
        return expected.stream()
                .filter(e -> e.contentId().equalsIgnoreCase(contentId))
                .map(Expected::hash)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
