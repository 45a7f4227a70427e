package org.godwit.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often a stop is asked for, and that it is not forgotten. */
class StopSignalTest {

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final InstantSource time = () -> now;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private final StopSignal stop = new StopSignal(
            () -> {
                asked.incrementAndGet();
                return requested.get();
            },
            clock);

    @Test
    void asksOnceASecondAtMost() {
        assertThat(stop.getAsBoolean()).isFalse();
        requested.set(true);
        now = now.plusMillis(999);

        assertThat(stop.getAsBoolean()).isFalse();

        assertThat(asked).hasValue(1);
        now = now.plusMillis(1);
        assertThat(stop.getAsBoolean()).isTrue();
        assertThat(asked).hasValue(2);
    }

    @Test
    void keepsTheAnswerThatItIsToStop() {
        requested.set(true);
        assertThat(stop.getAsBoolean()).isTrue();
        requested.set(false);
        now = now.plusSeconds(60);

        assertThat(stop.getAsBoolean()).isTrue();

        assertThat(asked).hasValue(1);
    }
}
