package org.godwit.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.godwit.job.JobEvent;
import org.junit.jupiter.api.Test;

class JobTimelineTest {

    private static final Instant START = Instant.parse("2026-11-20T22:00:00Z");

    @Test
    void onlyTheNewestRunIsShownAndEachPhaseEndsWhereTheNextBegins() {
        List<JobEvent> newestFirst = List.of(
                event(9, 2, "RUN_FAILED", "It failed.", 100),
                event(8, 2, "PHASE_STARTED", "CLIENTS", 40),
                event(7, 2, "PHASE_STARTED", "PLAN", 0),
                event(3, 1, "PHASE_STARTED", "PLAN", -500));

        List<JobTimeline.Bar> bars = JobTimeline.of(newestFirst, START.plusSeconds(100), START.plusSeconds(500));

        assertThat(bars).extracting(JobTimeline.Bar::phase).containsExactly("PLAN", "CLIENTS");
        assertThat(bars).extracting(JobTimeline.Bar::start).containsExactly(0.0, 400.0);
        assertThat(bars).extracting(JobTimeline.Bar::width).containsExactly(400.0, 600.0);
    }

    @Test
    void aRunningPhaseReachesToTheMoment() {
        List<JobTimeline.Bar> bars =
                JobTimeline.of(List.of(event(1, 1, "PHASE_STARTED", "PLAN", 0)), null, START.plusSeconds(5));

        assertThat(bars).singleElement().satisfies(b -> assertThat(b.until()).isEqualTo(START.plusSeconds(5)));
    }

    @Test
    void aJobThatNeverRanHasNone() {
        assertThat(JobTimeline.of(List.of(event(1, 0, "CREATED", "Created by admin.", 0)), null, START))
                .isEmpty();
    }

    private static JobEvent event(long id, int run, String code, String message, long second) {
        return new JobEvent(id, START.plusSeconds(second), run, null, code, message);
    }
}
