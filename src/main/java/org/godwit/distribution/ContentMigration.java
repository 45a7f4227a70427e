package org.godwit.distribution;

import java.util.List;
import java.util.Set;
import org.godwit.security.SystemOnly;
import org.godwit.shared.RunControl;
import org.godwit.site.SourceDatabase;
import org.jspecify.annotations.Nullable;

/** The content part of gathering and of a migration job. Every phase can be called again after a crash and goes on. */
@SystemOnly("Called by gathering and job within work whose right was checked")
public interface ContentMigration {

    /** Gathering, phase PACKAGE_STATUS: distribution points, contents and which lies where, set-wise. All or nothing. */
    Gathered gather(long hierarchyId, SourceDatabase source, RunControl control);

    /** PackageIDs and ids of destination points in this selection that there are none of; empty if it can be moved. */
    Unknown unknown(long hierarchyId, ContentSelection selection);

    /** What moving these packages to these points would do; reads libraries' manifests, writes nothing. */
    ContentPlan plan(long hierarchyId, ContentSelection selection);

    /** Copies, verifies and publishes, many packages at a time; a package that fails does not stop the others. */
    Outcome run(Run run, RunControl control);

    /**
     * Re-reads what the destination published and compares every hash with what the source stated.
     *
     * @param runs of one job, oldest first, at least one: what several of them brought counts as the last of them left it
     */
    Verification verify(List<Run> runs, RunControl control);

    /** As {@link #verify(List, RunControl)}, of one run. */
    default Verification verify(Run run, RunControl control) {
        return verify(List.of(run), control);
    }

    /**
     * @param allPackages every package with content; else {@code packageIds}
     * @param packageIds source PackageIDs
     * @param distributionPointIds destination points; empty means every enabled one
     */
    record ContentSelection(boolean allPackages, Set<String> packageIds, List<Long> distributionPointIds) {}

    /** What of a selection does not exist, in ascending order. */
    record Unknown(List<String> packageIds, List<Long> distributionPointIds) {}

    record Run(long jobId, long runId, long hierarchyId, ContentSelection selection) {}

    record Gathered(long packages, long distributionPoints, long added, long modified, long removed) {}

    /**
     * @param packages packages to transfer (over all points)
     * @param files files of their contents
     * @param bytes bytes of these files, each stored file counted once
     * @param bytesAlreadyThere of these, bytes a destination library already holds
     * @param items one line per package and point
     */
    record ContentPlan(long packages, long files, long bytes, long bytesAlreadyThere, List<Item> items) {
        /**
         * @param fate TRANSFER, UP_TO_DATE or BLOCKED (no source point has it, …)
         * @param reason why, where it is not TRANSFER
         */
        public record Item(
                String packageId,
                String contentId,
                long distributionPointId,
                String fate,
                @Nullable String reason,
                long files,
                long bytes) {}
    }

    /**
     * @param bytesMoved bytes written to destination libraries
     * @param bytesSaved bytes of files that were already there, whichever package brought them
     * @param failures one line per package that was not published
     */
    record Outcome(
            long packagesPublished,
            long packagesSkipped,
            long packagesFailed,
            long files,
            long bytesMoved,
            long bytesSaved,
            boolean stopped,
            List<Failure> failures) {}

    /**
     * @param code e.g. CONTENT_HASH_MISMATCH
     * @param message names the file, the expected and the found hash, and the location
     */
    record Failure(String packageId, String distributionPoint, String code, String message) {}

    record Verification(boolean equal, long packages, long files, long bytes, List<String> differences) {}
}
