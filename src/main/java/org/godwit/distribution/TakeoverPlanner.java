package org.godwit.distribution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.godwit.content.ContentManifest;
import org.godwit.content.ContentSource;
import org.godwit.content.LibraryReader;
import org.godwit.content.PackageManifest;
import org.godwit.content.PackageRequest;
import org.godwit.distribution.DistributionPointTakeover.TakeoverPlan;
import org.godwit.distribution.DistributionPointTakeover.TakeoverPlan.PlannedStep;
import org.godwit.hierarchy.SourceSites;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Component;

/** Says what reassigning a point would do, by reading manifests only. */
@Component
class TakeoverPlanner {

    private final SourcePointStore sourcePoints;
    private final GatheredStore gathered;
    private final DistributionPointRepository points;
    private final Libraries libraries;
    private final SourceSites sites;

    TakeoverPlanner(
            SourcePointStore sourcePoints,
            GatheredStore gathered,
            DistributionPointRepository points,
            Libraries libraries,
            SourceSites sites) {
        this.sourcePoints = sourcePoints;
        this.gathered = gathered;
        this.points = points;
        this.libraries = libraries;
        this.sites = sites;
    }

    /** Every reason against reassigning the point; empty if it can be. */
    List<String> reasonsAgainst(SourcePointStore.Row row) {
        List<String> reasons = new ArrayList<>(Eligibility.reasonsAgainstTakeover(row, sites.of(row.hierarchyId())));
        points.findByName(row.point().serverName())
                .filter(p -> p.state() == DistributionPoint.State.ACTIVE && row.takenOverBy() == null)
                .ifPresent(p -> reasons.add("The destination already has a distribution point of its name."));
        return reasons;
    }

    TakeoverPlan.Item plan(long hierarchyId, long sourcePointId, String siteCode) {
        SourcePointStore.Row row = sourcePoints
                .find(sourcePointId)
                .filter(r -> r.hierarchyId() == hierarchyId)
                .orElseThrow(() -> GodwitException.notFound(
                        "DISTRIBUTION_POINT_NOT_FOUND",
                        "The source hierarchy has no distribution point " + sourcePointId + ".",
                        "List the distribution points of the source hierarchy to see their ids."));
        List<String> reasons = new ArrayList<>(reasonsAgainst(row));
        List<String> packages = gathered.packagesAt(hierarchyId, row.point().nalPath());
        long missing = 0;
        long files = 0;
        long bytes = 0;
        if (reasons.isEmpty()) {
            try (ContentSource library = libraries.source(row)) {
                LibraryReader reader = new LibraryReader(library);
                for (String packageId : packages) {
                    try {
                        PackageManifest manifest = reader.readPackage(packageId);
                        new PackageRequest(packageId, library, gathered.expected(hierarchyId, packageId))
                                .requireExpected(manifest);
                        for (String contentId : manifest.contentIds()) {
                            ContentManifest content = reader.readContent(contentId);
                            files += content.files().size();
                            bytes += content.bytes();
                        }
                    } catch (org.godwit.content.ContentException e) {
                        if (e.retryable()) {
                            throw e;
                        }
                        missing++;
                    }
                }
            } catch (IOException e) {
                reasons.add("Its content library cannot be read: " + e.getMessage());
            }
        }
        return new TakeoverPlan.Item(
                sourcePointId,
                row.point().serverName(),
                reasons.isEmpty(),
                reasons,
                packages.size(),
                missing,
                files,
                bytes,
                steps(row, packages.size(), missing, siteCode));
    }

    private static List<PlannedStep> steps(SourcePointStore.Row row, long packages, long missing, String siteCode) {
        String server = row.point().serverName();
        return List.of(
                new PlannedStep(
                        TakeoverStep.VERIFY_CONTENT,
                        "Hash every stored file of " + packages + " packages at "
                                + Eligibility.location(row).text() + "."),
                new PlannedStep(
                        TakeoverStep.COPY_MISSING,
                        "Bring " + missing + " packages that are not whole there, and those found damaged, from other"
                                + " distribution points of the source."),
                new PlannedStep(
                        TakeoverStep.REGISTER,
                        "Make " + server + " a distribution point of the destination, site " + siteCode + "."),
                new PlannedStep(TakeoverStep.SWITCH, "Share " + server + " no longer as a source distribution point."),
                new PlannedStep(
                        TakeoverStep.REMOVE_AT_SOURCE,
                        "Wait until the source's administrator has removed the role of " + server
                                + " there; nothing is removed from here."));
    }
}
