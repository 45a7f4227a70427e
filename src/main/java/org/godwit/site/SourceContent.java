package org.godwit.site;

import org.jspecify.annotations.Nullable;

/**
 * One content of a package at the source: what a distribution point holds under {@code DataLib\<contentId>}.
 *
 * @param packageId PackageID
 * @param contentId content id, e.g. {@code ABC00001.3} or {@code Content_<guid>.2}
 * @param version source version of the package
 * @param hash whole-content hash the site states (upper-case hex SHA-256); null where it states none
 * @param sizeKb size the site states in KB; 0 if unknown
 */
public record SourceContent(
        String packageId,
        String contentId,
        int version,
        @Nullable String hash,
        long sizeKb) {}
