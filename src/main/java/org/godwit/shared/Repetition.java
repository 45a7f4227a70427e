package org.godwit.shared;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * When something is done again, as people write it: an ISO duration of at least a minute ({@code PT4H}), or a cron expression
 * with seconds and, after a semicolon, an optional time zone ({@code 0 30 2 * * *;Europe/Berlin}).
 */
public final class Repetition {

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private Repetition() {}

    /**
     * The first time after the given one; null if there is none.
     *
     * @param every null for something that is not repeated
     * @throws GodwitException {@code SCHEDULE_INVALID} if it is not understood
     */
    public static @Nullable Instant next(@Nullable String every, Instant after) {
        if (every == null) {
            return null;
        }
        try {
            if (every.startsWith("P")) {
                Duration interval = Duration.parse(every);
                if (interval.compareTo(SHORTEST) < 0) {
                    throw invalid();
                }
                return after.plus(interval);
            }
            String[] parts = every.split(";", 2);
            ZoneId zone = parts.length == 1 ? ZoneOffset.UTC : ZoneId.of(parts[1].strip());
            ZonedDateTime next = CronExpression.parse(parts[0].strip()).next(after.atZone(zone));
            return next == null ? null : next.toInstant();
        } catch (DateTimeException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static GodwitException invalid() {
        return GodwitException.invalid(
                "SCHEDULE_INVALID",
                "The schedule's repetition is not understood.",
                "Give an ISO duration of at least a minute (PT4H), or a cron expression with seconds and a time zone"
                        + " (0 30 2 * * *;Europe/Berlin).");
    }
}
