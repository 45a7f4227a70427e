package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final long MEGABYTE = 1_000_000;

    private static Duration taken(Throttle throttle, int megabytes) {
        Instant begun = Instant.now();
        for (int i = 0; i < megabytes; i++) {
            throttle.acquire(MEGABYTE, () -> false);
        }
        return Duration.between(begun, Instant.now());
    }

    /** The first megabyte passes at once, each further one a twentieth of a second after the one before. */
    @Test
    void bytesPassNoFasterThanTheLimitOfTheMoment() {
        AtomicLong limit = new AtomicLong(20 * MEGABYTE);
        Throttle throttle = new Throttle(Clock.systemUTC(), limit::get);

        assertThat(taken(throttle, 5)).isGreaterThanOrEqualTo(Duration.ofMillis(199));

        limit.set(0);
        assertThat(taken(throttle, 1000)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void nobodyWhoIsToStopWaits() {
        Throttle throttle = new Throttle(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> 1);

        throttle.acquire(MEGABYTE, () -> true);
        throttle.acquire(MEGABYTE, () -> true);
    }
}
