package org.godwit.distribution;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An export of packages to a folder for carrying, or an import from one.
 *
 * @param mediaId by which the media are known on both sides
 * @param folder where they lie
 * @param sourceHierarchyId source hierarchy whose packages were exported; null for those of a destination point
 * @param distributionPointId destination point exported from or imported to; null for an export from a source hierarchy
 * @param packageIds packages on the media
 * @param files distinct files
 * @param bytes their bytes
 * @param expiresAt from when on the key is refused
 * @param failureCode null unless FAILED
 * @param failureMessage null unless FAILED
 */
public record PackageMedia(
        long id,
        String mediaId,
        Direction direction,
        String folder,
        @Nullable Long sourceHierarchyId,
        @Nullable Long distributionPointId,
        List<String> packageIds,
        Status status,
        long files,
        long bytes,
        Instant expiresAt,
        @Nullable String failureCode,
        @Nullable String failureMessage,
        String requestedBy,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    public enum Direction {
        EXPORT,
        IMPORT
    }

    public enum Status {
        RUNNING,
        COMPLETED,
        FAILED
    }

    public PackageMedia {
        packageIds = List.copyOf(packageIds);
    }
}
