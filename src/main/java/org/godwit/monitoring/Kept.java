package org.godwit.monitoring;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** A figure that is asked for at most once in a while, however often it is read. Not a number while it cannot be asked. */
final class Kept {

    private final Supplier<Double> source;
    private final Duration fresh;
    private final Clock clock;
    private Instant asked = Instant.EPOCH;
    private double value = Double.NaN;

    Kept(Supplier<Double> source, Duration fresh, Clock clock) {
        this.source = source;
        this.fresh = fresh;
        this.clock = clock;
    }

    synchronized double value() {
        Instant now = clock.instant();
        if (!now.isBefore(asked.plus(fresh))) {
            asked = now;
            value = ask();
        }
        return value;
    }

    private double ask() {
        try {
            return source.get();
        } catch (RuntimeException e) {
            return Double.NaN; // the database is away: health says so, a scrape goes on
        }
    }
}
