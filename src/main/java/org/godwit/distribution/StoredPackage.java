package org.godwit.distribution;

import java.time.Instant;
import java.util.List;
import org.godwit.content.PackageManifest;
import org.jspecify.annotations.Nullable;

/**
 * A package published at a destination distribution point.
 *
 * @param hierarchyId source hierarchy it came from; 0 for one that came on media
 * @param sourceVersion version of the package; null for packages of several contents
 * @param contentIds its contents, e.g. {@code ABC00001.3}
 * @param files files of its contents
 * @param bytes their bytes
 */
public record StoredPackage(
        long distributionPointId,
        String packageId,
        long hierarchyId,
        @Nullable Integer sourceVersion,
        List<String> contentIds,
        long files,
        long bytes,
        Instant publishedAt) {

    /** In place of a source hierarchy, for packages that came on media. */
    static final long FROM_MEDIA = 0;

    public StoredPackage {
        contentIds = List.copyOf(contentIds);
    }

    /** What its library's PkgLib states, if it is as it was published. */
    PackageManifest manifest() {
        Integer version = sourceVersion;
        return new PackageManifest(packageId, version == null ? null : version.toString(), contentIds);
    }
}
