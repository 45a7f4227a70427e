package org.godwit.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import org.godwit.catalog.EntityStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;

class ShowTest {

    private static final Instant NOW = Instant.parse("2026-11-20T22:15:30.123Z");
    private final Show show = show(Locale.UK, "Europe/Berlin");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0 B",
                "999|999 B",
                "1000|1 kB",
                "1440000000|1.44 GB",
                "12345678|12.3 MB",
                "999600|1 MB",
                "323400000|323 MB"
            })
    void bytesHaveThreeDigits(long bytes, String text) {
        assertThat(show.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"PT0.25S|250 ms", "PT59S|59 s", "PT2M|2 min", "PT2H5M9S|2 h 5 min", "P1DT1S|1 d", "PT-5S|0 ms"})
    void aLengthOfTimeIsToldInItsTwoLargestUnits(Duration length, String text) {
        assertThat(show.duration(length)).isEqualTo(text);
    }

    @Test
    void hundredPercentMeansAll() {
        assertThat(show.percent(999, 1000)).isEqualTo(99);
        assertThat(show.percent(1000, 1000)).isEqualTo(100);
        assertThat(show.percent(1, 0)).isZero();
    }

    @Test
    void timesAreTheReadersAndTheExactInstantIsBesideThem() {
        assertThat(show.moment(NOW)).isEqualTo("20 Nov 2026, 23:15");
        assertThat(show.exact(NOW)).contains("23:15:30.123 +01:00", "2026-11-20T22:15:30.123Z");
        assertThat(show.hint(NOW)).as("of a cell").isEqualTo(show.exact(NOW));
        assertThat(show.hint("some text")).isNull();
        assertThat(show.instant(LocalDateTime.parse("2026-11-20T23:15:30"))).isEqualTo("2026-11-20T22:15:30Z");
    }

    @Test
    void distancesAreRounded() {
        assertThat(show.ago(NOW.minusSeconds(20))).isEqualTo("just now");
        assertThat(show.ago(NOW.minusSeconds(170))).isEqualTo("3 min ago");
        assertThat(show.ago(NOW.plus(Duration.ofHours(4)))).isEqualTo("in 4 h");
    }

    @Test
    void constantsAreToldInWords() {
        assertThat(show.label(EntityStatus.PENDING_CONTENT)).isEqualTo("Pending content");
        assertThat(show.label("SQL_LOGIN")).isEqualTo("SQL login");
        assertThat(show.tone(EntityStatus.FAILED)).isEqualTo("tone-bad");
        assertThat(show.tone("SOMETHING_NEW")).isEqualTo("tone-idle");
    }

    private static Show show(Locale locale, String zone) {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return new Show(messages, Clock.fixed(NOW, ZoneId.of("UTC")), locale, ZoneId.of(zone));
    }
}
