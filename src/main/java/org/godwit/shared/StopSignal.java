package org.godwit.shared;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Whether work is to stop, for work that looks often: who knows it, mostly the database, is asked once a second at most, and not
 * any more once the answer was yes. Safe for use by several threads.
 */
public final class StopSignal implements BooleanSupplier {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final BooleanSupplier requested;
    private final Clock clock;
    private volatile Instant next = Instant.MIN;
    private volatile boolean stop;

    /** @param requested whether somebody asked the work to stop; what it throws reaches whoever looked */
    public StopSignal(BooleanSupplier requested, Clock clock) {
        this.requested = requested;
        this.clock = clock;
    }

    @Override
    public boolean getAsBoolean() {
        return stop || due() && ask();
    }

    private boolean due() {
        return !clock.instant().isBefore(next);
    }

    private synchronized boolean ask() {
        if (!stop && due()) {
            next = clock.instant().plus(INTERVAL);
            stop = requested.getAsBoolean();
        }
        return stop;
    }
}
