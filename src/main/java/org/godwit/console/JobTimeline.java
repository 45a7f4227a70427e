package org.godwit.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.godwit.job.JobEvent;
import org.jspecify.annotations.Nullable;

/** How long each phase of a job's newest run took, as bars under each other. */
final class JobTimeline {

    private static final double BREADTH = 1000;

    private JobTimeline() {}

    /**
     * One phase.
     *
     * @param phase its constant, e.g. {@code CLIENTS}
     * @param start where its bar begins, in thousandths of the run
     * @param width of its bar, in thousandths
     */
    record Bar(String phase, double start, double width, Instant from, Instant until) {}

    /**
     * @param phases as the newest run began them
     * @param finishedAt end of the run; null while it runs
     */
    static List<Bar> of(List<JobEvent> phases, @Nullable Instant finishedAt, Instant now) {
        if (phases.isEmpty()) {
            return List.of();
        }
        Instant first = phases.get(0).at();
        Instant end = finishedAt == null || finishedAt.isBefore(first) ? now : finishedAt;
        double whole = Math.max(1, Duration.between(first, end).toMillis());
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < phases.size(); i++) {
            Instant from = phases.get(i).at();
            Instant until = i + 1 < phases.size() ? phases.get(i + 1).at() : end;
            double start = BREADTH * Duration.between(first, from).toMillis() / whole;
            double width = Math.max(4, BREADTH * Duration.between(from, until).toMillis() / whole);
            bars.add(new Bar(phases.get(i).message(), Math.min(start, BREADTH - width), width, from, until));
        }
        return bars;
    }
}
