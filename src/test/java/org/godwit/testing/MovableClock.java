package org.godwit.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that is put forward by hand. */
public final class MovableClock extends Clock {

    private final Clock clock;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    /** One that otherwise goes as the other does. */
    public MovableClock(Clock clock) {
        this.clock = clock;
    }

    /** One that otherwise stands still. */
    public MovableClock(Instant now) {
        this(Clock.fixed(now, ZoneOffset.UTC));
    }

    public void forward(Duration by) {
        ahead.accumulateAndGet(by, Duration::plus);
    }

    @Override
    public Instant instant() {
        return clock.instant().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
