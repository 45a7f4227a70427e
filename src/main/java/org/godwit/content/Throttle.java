package org.godwit.content;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Keeps all files of a location together below a number of bytes a second, which may change with the time of day. */
public final class Throttle {

    private static final long LONGEST_NAP = 200_000_000;

    private final Clock clock;
    private final LongSupplier bytesPerSecond;
    private long freeAt;

    /** @param bytesPerSecond the limit now; 0 for none */
    public Throttle(Clock clock, LongSupplier bytesPerSecond) {
        this.clock = clock;
        this.bytesPerSecond = bytesPerSecond;
    }

    /** One that never holds anything up. */
    public static Throttle none() {
        return new Throttle(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> 0);
    }

    /** Waits until this many bytes may be moved, or until the run is to stop. */
    void acquire(long bytes, BooleanSupplier stop) {
        long limit = bytesPerSecond.getAsLong();
        if (limit <= 0) {
            return;
        }
        long until;
        synchronized (this) {
            freeAt = Math.max(freeAt, now());
            until = freeAt;
            freeAt += (long) (bytes * 1e9 / limit);
        }
        for (long left = until - now(); left > 0 && !stop.getAsBoolean(); left = until - now()) {
            LockSupport.parkNanos(Math.min(left, LONGEST_NAP));
        }
    }

    private long now() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }
}
