package org.godwit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingHoursTest {

    static final WorkingHours HOURS =
            new WorkingHours(LocalTime.of(6, 0), LocalTime.of(20, 0), ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T05:00:00Z, true", // Friday, 6:00 in Berlin
        "2026-11-20T04:59:59Z, false",
        "2026-11-20T18:59:59Z, true",
        "2026-11-20T19:00:00Z, false",
        "2026-11-21T10:00:00Z, false", // Saturday
        "2026-11-22T10:00:00Z, false",
        "2026-07-20T04:00:00Z, true", // summer time
    })
    void coverWeekdaysInTheirZone(Instant instant, boolean covered) {
        assertThat(HOURS.cover(instant)).isEqualTo(covered);
    }
}
