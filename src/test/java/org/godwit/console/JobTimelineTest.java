package org.godwit.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.godwit.job.JobEvent;
import org.junit.jupiter.api.Test;

class JobTimelineTest {

    private static final Instant START = Instant.parse("2026-11-20T22:00:00Z");

    @Test
    void eachPhaseEndsWhereTheNextBegins() {
        List<JobEvent> phases = List.of(began(7, "PLAN", 0), began(8, "CLIENTS", 40));

        List<JobTimeline.Bar> bars = JobTimeline.of(phases, START.plusSeconds(100), START.plusSeconds(500));

        assertThat(bars).extracting(JobTimeline.Bar::phase).containsExactly("PLAN", "CLIENTS");
        assertThat(bars).extracting(JobTimeline.Bar::start).containsExactly(0.0, 400.0);
        assertThat(bars).extracting(JobTimeline.Bar::width).containsExactly(400.0, 600.0);
    }

    @Test
    void aRunningPhaseReachesToTheMoment() {
        List<JobTimeline.Bar> bars = JobTimeline.of(List.of(began(1, "PLAN", 0)), null, START.plusSeconds(5));

        assertThat(bars).singleElement().satisfies(b -> assertThat(b.until()).isEqualTo(START.plusSeconds(5)));
    }

    @Test
    void aJobThatNeverRanHasNone() {
        assertThat(JobTimeline.of(List.of(), null, START)).isEmpty();
    }

    private static JobEvent began(long id, String phase, long second) {
        return new JobEvent(id, START.plusSeconds(second), 1, null, "PHASE_STARTED", phase);
    }
}
