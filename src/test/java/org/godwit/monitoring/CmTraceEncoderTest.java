package org.godwit.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lines as CMTrace reads them. */
class CmTraceEncoderTest {

    private final LoggerContext context = new LoggerContext();

    @Test
    void aLineHasTheFieldsCmTraceShows() {
        assertThat(encode("Europe/Berlin", Level.WARN, "Gathering 3 failed.", null))
                .isEqualTo("<![LOG[Gathering 3 failed.]LOG]!><time=\"13:30:01.250-060\" date=\"11-21-2026\""
                        + " component=\"GatheringRuns\" context=\"c-1\" type=\"2\" thread=\"scheduler-1\""
                        + " file=\"org.godwit.gathering.GatheringRuns\">\r\n");
    }

    @Test
    void theBiasIsWhatIsAddedToGetUtc() {
        assertThat(encode("UTC", Level.INFO, "x", null)).contains("time=\"12:30:01.250+000\"", "type=\"1\"");
        assertThat(encode("America/New_York", Level.ERROR, "x", null))
                .contains("time=\"07:30:01.250+300\"", "type=\"3\"");
    }

    @Test
    void aStackTraceBelongsToItsEntry() {
        String line = encode("UTC", Level.ERROR, "It broke.", new IllegalStateException("why"));
        assertThat(line).startsWith("<![LOG[It broke.\njava.lang.IllegalStateException: why");
        assertThat(line.indexOf("]LOG]!>")).isGreaterThan(line.indexOf("CmTraceEncoderTest.java"));
    }

    @Test
    void nobodyWritesEntriesIntoTheLog() {
        String line = encode("UTC", Level.INFO, "a]LOG]!><time=\"00:00:00.000+000\" type=\"3\">\r\n<![LOG[b", null);
        assertThat(line.split("]LOG]!>", -1)).hasSize(2);
    }

    private String encode(String zone, Level level, String message, @Nullable Throwable thrown) {
        CmTraceEncoder encoder = new CmTraceEncoder(ZoneId.of(zone));
        encoder.setContext(context);
        encoder.start();
        LoggingEvent event = new LoggingEvent(
                CmTraceEncoderTest.class.getName(),
                context.getLogger("org.godwit.gathering.GatheringRuns"),
                level,
                message,
                thrown,
                null);
        event.setThreadName("scheduler-1");
        event.setInstant(Instant.parse("2026-11-21T12:30:01.250Z"));
        event.setMDCPropertyMap(Map.of("correlationId", "c-1"));
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }
}
