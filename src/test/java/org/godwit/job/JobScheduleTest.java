package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobScheduleTest {

    private static final Instant NOON = Instant.parse("2030-06-15T12:00:00Z");

    @Test
    void runs_once_without_a_repetition() {
        assertThat(every(null).next(NOON)).isNull();
    }

    @Test
    void repeats_after_an_interval() {
        assertThat(every("PT4H").next(NOON)).isEqualTo("2030-06-15T16:00:00Z");
    }

    @Test
    void repeats_by_the_clock_of_a_time_zone() {
        assertThat(every("0 30 2 * * *;Europe/Berlin").next(NOON)).isEqualTo("2030-06-16T00:30:00Z");
        assertThat(every("0 30 2 * * *").next(NOON)).isEqualTo("2030-06-16T02:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT10S", "P", "soon", "0 0 * * *", "0 30 2 * * *;Atlantis/Capital"})
    void refuses_what_it_does_not_understand(String every) {
        assertThatThrownBy(() -> every(every).next(NOON))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("SCHEDULE_INVALID"));
    }

    private static JobSchedule every(@Nullable String every) {
        return new JobSchedule(JobSchedule.When.AT, NOON, every);
    }
}
