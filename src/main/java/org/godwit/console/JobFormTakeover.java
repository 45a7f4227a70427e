package org.godwit.console;

import java.util.List;
import org.godwit.distribution.TakeoverStep;
import org.godwit.job.TakeoverChoice;
import org.jspecify.annotations.Nullable;

/**
 * The part of the job form that chooses source distribution points to be reassigned.
 *
 * @param points their ids
 * @param site code of the destination site; empty for the destination's own
 */
record JobFormTakeover(
        @Nullable List<Long> points,
        @Nullable String site,
        @Nullable TakeoverStep pauseBefore) {

    /** Null if no point is chosen. */
    @Nullable TakeoverChoice choice() {
        String code = JobForm.text(site);
        return points == null || points.isEmpty()
                ? null
                : new TakeoverChoice(points, code.isEmpty() ? null : code, pauseBefore);
    }
}
