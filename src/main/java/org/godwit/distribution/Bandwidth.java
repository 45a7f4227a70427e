package org.godwit.distribution;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;

/**
 * How fast content may be moved to or from a location.
 *
 * @param megabytesPerSecond limit in MB/s (1,000,000 bytes) outside every window; 0 means none
 * @param windows times of day with a limit of their own, in the server's time zone; the first that applies counts; null
 *     means none
 */
public record Bandwidth(int megabytesPerSecond, @Nullable List<Window> windows) {

    /**
     * @param from first moment of the window
     * @param until first moment after it; earlier than {@code from} for a window over midnight
     * @param megabytesPerSecond limit in MB/s; 0 means none
     */
    public record Window(LocalTime from, LocalTime until, int megabytesPerSecond) {
        boolean holds(LocalTime time) {
            return from.isBefore(until)
                    ? !time.isBefore(from) && time.isBefore(until)
                    : !time.isBefore(from) || time.isBefore(until);
        }
    }

    public Bandwidth {
        windows = windows == null ? List.of() : List.copyOf(windows);
        if (megabytesPerSecond < 0 || windows.stream().anyMatch(w -> w.megabytesPerSecond() < 0)) {
            throw GodwitException.invalid(
                    "BANDWIDTH_INVALID",
                    "A bandwidth limit cannot be negative.",
                    "Give megabytes per second; 0 means no limit.");
        }
    }

    @Override
    public List<Window> windows() {
        return windows == null ? List.of() : windows;
    }

    /** Bytes a second allowed at a moment; 0 means no limit. */
    public long bytesPerSecond(Instant moment, ZoneId zone) {
        return bytesPerSecond(LocalTime.ofInstant(moment, zone));
    }

    /** Bytes a second allowed at this time of day; 0 means no limit. */
    public long bytesPerSecond(LocalTime time) {
        int limit = windows().stream()
                .filter(w -> w.holds(time))
                .findFirst()
                .map(Window::megabytesPerSecond)
                .orElse(megabytesPerSecond);
        return limit * 1_000_000L;
    }
}
