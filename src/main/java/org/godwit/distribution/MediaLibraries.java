package org.godwit.distribution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.godwit.content.ContentSource;
import org.godwit.content.ContentTarget;
import org.godwit.content.LibraryTransfer;
import org.godwit.content.MediaSource;
import org.godwit.content.PackageManifest;
import org.godwit.content.PackageRequest;
import org.godwit.content.PackageResult;
import org.godwit.content.ReadOnce;
import org.godwit.content.TransferOptions;
import org.godwit.distribution.MediaWork.Done;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Between media and the libraries of points. */
@Component
class MediaLibraries {

    private final DistributionPointRepository points;
    private final PointStore pointStore;
    private final ProvenPackages proven;
    private final GatheredStore gathered;
    private final SourcePointStore sourcePoints;
    private final Libraries libraries;
    private final LibraryWriting writing;
    private final Publications publications;
    private final TransactionTemplate transaction;

    MediaLibraries(
            DistributionPointRepository points,
            PointStore pointStore,
            ProvenPackages proven,
            GatheredStore gathered,
            SourcePointStore sourcePoints,
            Libraries libraries,
            LibraryWriting writing,
            Publications publications,
            TransactionTemplate transaction) {
        this.points = points;
        this.pointStore = pointStore;
        this.proven = proven;
        this.gathered = gathered;
        this.sourcePoints = sourcePoints;
        this.libraries = libraries;
        this.writing = writing;
        this.publications = publications;
        this.transaction = transaction;
    }

    /** @throws GodwitException {@code DISTRIBUTION_POINT_NOT_FOUND} */
    DistributionPointEntity point(long id) {
        return points.findById(id)
                .filter(p -> p.state() == DistributionPoint.State.ACTIVE)
                .orElseThrow(() -> GodwitException.notFound(
                        "DISTRIBUTION_POINT_NOT_FOUND",
                        "There is no distribution point " + id + " in use.",
                        "List the distribution points to see their ids."));
    }

    /** The packages that are meant, ascending. */
    List<String> ofHierarchy(long hierarchyId, List<String> chosen) {
        return chosen.isEmpty() ? gathered.packageIds(hierarchyId) : List.copyOf(new TreeSet<>(chosen));
    }

    /** The packages that are meant, ascending. */
    List<String> ofPoint(long pointId, List<String> chosen) {
        point(pointId);
        return chosen.isEmpty()
                ? pointStore.allPackages(pointId).stream()
                        .map(StoredPackage::packageId)
                        .toList()
                : List.copyOf(new TreeSet<>(chosen));
    }

    /** Requests for packages of a source hierarchy, each from the best of its points. */
    List<PackageRequest> fromHierarchy(SourceChoice sources, List<String> packageIds) throws IOException {
        List<PackageRequest> requests = new ArrayList<>();
        for (String packageId : packageIds) {
            requests.add(
                    sources.request(packageId, sources.candidates(packageId).get(0)));
        }
        return requests;
    }

    /** Requests for packages of a destination point, as they were proven there. */
    List<PackageRequest> fromPoint(long pointId, ContentSource library, List<String> packageIds) throws IOException {
        List<PackageRequest> requests = new ArrayList<>();
        for (String packageId : packageIds) {
            requests.add(proven.request(pointId, packageId, library));
        }
        return requests;
    }

    SourceChoice sources(long hierarchyId) {
        return new SourceChoice(hierarchyId, gathered, sourcePoints, libraries);
    }

    ContentSource library(long pointId) throws IOException {
        return libraries.target(point(pointId));
    }

    /** Brings every package of the media to a point. */
    Done bring(MediaSource media, long pointId, TransferOptions options) throws IOException {
        DistributionPointEntity point = point(pointId);
        long files = 0;
        long bytes = 0;
        try (ReadOnce once = new ReadOnce();
                ContentTarget target = libraries.target(point);
                LibraryTransfer library = writing.open(point, target, options.stop(), options.meter(), once)) {
            for (PackageManifest manifest : media.packages()) {
                PackageResult result = library.transfer(new PackageRequest(manifest.packageId(), media, List.of()));
                if (!result.alreadyThere()) {
                    transaction.executeWithoutResult(
                            t -> publications.record(point.id(), StoredPackage.FROM_MEDIA, result));
                }
                files += result.files();
                bytes += result.bytes();
            }
            library.sweep();
        }
        return new Done(files, bytes);
    }
}
