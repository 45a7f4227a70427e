package org.godwit.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.godwit.security.RequestOrigin;
import org.godwit.shared.GodwitException;
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

    /** @throws GodwitException {@code TOO_MANY_ATTEMPTS} if the address of this request has failed too often */
    void check() {
        if (turnsAway(RequestOrigin.current().address())) {
            throw new GodwitException(
                    GodwitException.Kind.TOO_MANY,
                    "TOO_MANY_ATTEMPTS",
                    "Too many failed sign-ins came from this address.",
                    "Wait a minute and try again.");
        }
    }

    /** Counts a failure of this request's address. */
    void failed() {
        failed(RequestOrigin.current().address());
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
