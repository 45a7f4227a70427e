package org.godwit.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts failed sign-ins by address, in windows of a minute. */
@Component
class SignInThrottle {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_ADDRESSES = 10_000;

    private final Clock clock;
    private final int allowed;
    private final Map<String, Window> windows = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    SignInThrottle(Clock clock, SignInProperties properties) {
        this.clock = clock;
        this.allowed = properties.failuresPerMinute();
    }

    /** True if the address has failed too often within the last minute; never for a caller without address. */
    synchronized boolean turnsAway(@Nullable String address) {
        Window window = address == null ? null : windows.get(address);
        return window != null && window.failures() >= allowed && clock.instant().isBefore(window.ends());
    }

    synchronized void failed(@Nullable String address) {
        if (address == null) {
            return;
        }
        Instant now = clock.instant();
        windows.compute(
                address,
                (a, w) -> w == null || !now.isBefore(w.ends())
                        ? new Window(now.plus(WINDOW), 1)
                        : new Window(w.ends(), w.failures() + 1));
    }

    private record Window(Instant ends, int failures) {}
}
