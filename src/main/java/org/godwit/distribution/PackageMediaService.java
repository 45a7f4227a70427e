package org.godwit.distribution;

import java.time.Duration;
import java.util.List;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;

/**
 * Packages carried from one place to another on media (design 6, SP-10, SP-16, SP-21): sealed under a random key that is shown
 * once, is accepted for a time and for one import, and is never stored.
 */
public interface PackageMediaService {

    /**
     * Begins to export packages to an empty folder; it goes on after this returns, see {@link #get}.
     *
     * @throws org.godwit.shared.GodwitException {@code MEDIA_INVALID}, {@code MEDIA_FOLDER_NOT_EMPTY},
     *     {@code LOCATION_OUTSIDE_ROOTS}, {@code PACKAGE_NOT_IN_LIBRARY}, {@code DISTRIBUTION_POINT_NOT_FOUND}
     */
    @Requires(Right.CONTENT_EXPORT)
    StartedExport export(NewMediaExport wanted);

    /**
     * Begins to import all packages of media to a destination point, after the key, its time, and that every file is there
     * were checked; it goes on after this returns, see {@link #get}.
     *
     * @throws org.godwit.shared.GodwitException {@code MEDIA_NOT_FOUND}, {@code MEDIA_KEY_WRONG}, {@code MEDIA_KEY_EXPIRED},
     *     {@code MEDIA_KEY_USED}, {@code MEDIA_FILE_ALTERED}, {@code MEDIA_FILE_MISSING}, {@code LOCATION_OUTSIDE_ROOTS},
     *     {@code DISTRIBUTION_POINT_NOT_FOUND}
     */
    @Requires(Right.CONTENT_TRANSFER)
    PackageMedia importMedia(NewMediaImport wanted);

    /** Newest first. */
    @Requires(Right.CONTENT_READ)
    Page<PackageMedia> list(PageQuery query);

    /** @throws org.godwit.shared.GodwitException {@code PACKAGE_MEDIA_NOT_FOUND} */
    @Requires(Right.CONTENT_READ)
    PackageMedia get(long id);

    /**
     * Packages of a source hierarchy, read from the best of its points, or of a destination point: one of the two is given.
     *
     * @param folder an empty or new directory under a content root
     * @param packageIds packages to take; empty or null for all
     * @param validFor how long the key is accepted; null for the configured time; 1 minute to 30 days
     */
    record NewMediaExport(
            String folder,
            @Nullable List<String> packageIds,
            @Nullable Long sourceHierarchyId,
            @Nullable Long distributionPointId,
            @Nullable Duration validFor) {}

    /** @param key shown here and nowhere else: keep it apart from the media */
    record StartedExport(PackageMedia media, String key) {
        /** Never the key. */
        @Override
        public String toString() {
            return "StartedExport[" + media + "]";
        }
    }

    /**
     * @param folder the directory that holds the media, under a content root
     * @param key what the export showed
     */
    record NewMediaImport(String folder, String key, long distributionPointId) {
        /** Never the key. */
        @Override
        public String toString() {
            return "NewMediaImport[" + folder + ", " + distributionPointId + "]";
        }
    }
}
