package org.godwit.distribution;

import java.util.List;
import org.godwit.distribution.ContentMigration.Failure;
import org.godwit.distribution.ContentMigration.Verification;
import org.godwit.security.SystemOnly;
import org.godwit.shared.RunControl;
import org.jspecify.annotations.Nullable;

/**
 * Reassigning source distribution points, as migration jobs do it (CM-101 to CM-118), never in the order of deleting first:
 * see {@link TakeoverStep}. Every call can be made again after a crash and goes on.
 */
@SystemOnly("Called by job within work whose right was checked")
public interface DistributionPointTakeover {

    /** Ids of source points of this selection that the hierarchy does not have, in ascending order. */
    List<Long> unknown(long hierarchyId, TakeoverSelection selection);

    /** Ids of the source points of a run whose reassignment failed, in ascending order. */
    List<Long> failed(long runId);

    /** What it would do, step by step: the dry run. Reads manifests only, writes nothing. */
    TakeoverPlan plan(long hierarchyId, TakeoverSelection selection);

    /**
     * Does the steps of every chosen point; a point that fails does not stop the others. One that an earlier run of the same
     * job began goes on after its last step that was done.
     */
    Outcome run(Run run, RunControl control);

    /** Re-reads what the points of the run hold and compares it with what was proven. */
    Verification verify(List<Run> runs, RunControl control);

    /** As {@link #verify(List, RunControl)}, of one run. */
    default Verification verify(Run run, RunControl control) {
        return verify(List.of(run), control);
    }

    /**
     * @param sourcePointIds source distribution points to reassign
     * @param siteCode the destination site they go to
     * @param pauseBefore the step before which each waits for {@link TakeoverService#resume}; null for none
     */
    record TakeoverSelection(
            List<Long> sourcePointIds,
            String siteCode,
            @Nullable TakeoverStep pauseBefore) {
        public TakeoverSelection {
            sourcePointIds = List.copyOf(sourcePointIds);
        }
    }

    record Run(long jobId, long runId, long hierarchyId, TakeoverSelection selection) {}

    /** @param points in the order of the selection */
    record TakeoverPlan(List<Item> points) {
        public TakeoverPlan {
            points = List.copyOf(points);
        }

        /**
         * @param eligible whether it can be reassigned
         * @param reasons every reason why not, each a plain sentence
         * @param packages packages the source states there
         * @param packagesMissing of these, packages whose manifests are not whole there and are to be brought
         * @param files files to be hashed
         * @param bytes their bytes
         * @param steps what would be done, in order
         */
        public record Item(
                long sourcePointId,
                String serverName,
                boolean eligible,
                List<String> reasons,
                long packages,
                long packagesMissing,
                long files,
                long bytes,
                List<PlannedStep> steps) {
            public Item {
                reasons = List.copyOf(reasons);
                steps = List.copyOf(steps);
            }
        }

        /** @param what what it would do, a plain sentence */
        public record PlannedStep(TakeoverStep step, String what) {}
    }

    /**
     * @param completed points whose every step is done
     * @param waiting points whose last step, at the source, waits for the source's administrator, or that wait before a step
     * @param failures one line per point that was not taken over; its {@code packageId} is empty
     */
    record Outcome(
            long completed,
            long waiting,
            long failed,
            long files,
            long bytesMoved,
            boolean stopped,
            List<Failure> failures) {
        public Outcome {
            failures = List.copyOf(failures);
        }
    }
}
