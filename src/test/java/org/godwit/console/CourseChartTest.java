package org.godwit.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.godwit.report.ProgressSample;
import org.junit.jupiter.api.Test;

class CourseChartTest {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void timeGoesToTheRightAndMoreGoesUp() {
        CourseChart chart = Objects.requireNonNull(CourseChart.of(
                List.of(sample(0, 0), sample(60, 50), sample(120, 100)),
                List.of(new CourseChart.Series("course.migrated", 1, ProgressSample::objectsMigrated))));

        assertThat(chart.most()).isEqualTo(100);
        assertThat(chart.areas().get(0).path()).isEqualTo("M0 160L0.0 160.0L300.0 80.0L600.0 0.0V160Z");
        assertThat(chart.ticks()).extracting(CourseChart.Tick::at).contains(START, START.plusSeconds(120));
    }

    @Test
    void oneMomentIsNoCourse() {
        assertThat(CourseChart.of(List.of(sample(0, 1)), List.of())).isNull();
        assertThat(CourseChart.throughput(List.of(), "course.content", 3, ProgressSample::contentBytes))
                .isNull();
    }

    @Test
    void throughputIsWhatWasAddedInEachStretch() {
        CourseChart chart = Objects.requireNonNull(CourseChart.throughput(
                List.of(sample(0, 0), sample(60, 70), sample(120, 100)),
                "course.migrated",
                1,
                ProgressSample::objectsMigrated));

        assertThat(chart.most()).isEqualTo(70);
        assertThat(chart.areas().get(0).last()).isEqualTo(30);
    }

    private static ProgressSample sample(long second, long migrated) {
        return new ProgressSample(START.plusSeconds(second), migrated, 0, 0, 0, 0);
    }
}
