package org.godwit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.godwit.security.RunAs;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@IntegrationTest
@SignedInAs
class ProgressHistoryTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Autowired
    ProgressStore store;

    @Autowired
    ProgressHistoryService history;

    @Autowired
    RunAs runAs;

    @Autowired
    JdbcTemplate database;

    @BeforeEach
    void empty() {
        database.update("DELETE FROM progress_sample");
    }

    @Test
    void aSampleIsKeptOnlyWhenSomethingIsNew() {
        runAs.system(() -> history.sample());
        runAs.system(() -> history.sample());

        assertThat(history.history(Duration.ofDays(1))).hasSize(1);
    }

    @Test
    void oldSamplesAreThinnedOutToOneAnHour() {
        for (int minute = 0; minute < 180; minute++) {
            store.insert(new ProgressSample(NOON.plus(minute, ChronoUnit.MINUTES), minute, 0, 0, 0, 0));
        }

        store.thinOut(NOON.plus(2, ChronoUnit.HOURS), NOON.minus(1, ChronoUnit.DAYS));

        List<ProgressSample> left = ofThatDay(NOON);
        assertThat(left).hasSize(2 + 60);
        assertThat(left).extracting(ProgressSample::objectsMigrated).startsWith(59L, 119L, 120L);
    }

    @Test
    void whatIsAskedForBeginsWithTheLastSampleBeforeIt() {
        store.insert(new ProgressSample(NOON, 1, 0, 0, 0, 0));
        store.insert(new ProgressSample(NOON.plusSeconds(60), 2, 0, 0, 0, 0));
        store.insert(new ProgressSample(NOON.plusSeconds(120), 3, 0, 0, 0, 0));

        assertThat(ofThatDay(NOON.plusSeconds(90)))
                .extracting(ProgressSample::objectsMigrated)
                .containsExactly(2L, 3L);
    }

    /** The schedule takes samples of its own meanwhile. */
    private List<ProgressSample> ofThatDay(Instant from) {
        return store.since(from).stream()
                .filter(sample -> sample.at().isBefore(NOON.plus(6, ChronoUnit.HOURS)))
                .toList();
    }
}
