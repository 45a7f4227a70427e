package org.godwit.job;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * When a job runs (reference CM-50).
 *
 * @param when at once after creation, on request, or at a time; null means {@link When#NOW}
 * @param at first run; only with {@link When#AT}
 * @param every repeats: an ISO duration of at least a minute ({@code PT4H}), or a cron expression with seconds and, after a
 *     semicolon, an optional time zone ({@code 0 30 2 * * *;Europe/Berlin}); null for one run. Only with {@link When#AT}
 */
public record JobSchedule(
        When when, @Nullable Instant at, @Nullable String every) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    public enum When {
        NOW,
        LATER,
        AT
    }

    public JobSchedule(@Nullable When when, @Nullable Instant at, @Nullable String every) {
        this.when = when == null ? When.NOW : when;
        this.at = at;
        this.every = every;
    }

    /**
     * The first time to run again after the given one; null if it does not repeat.
     *
     * @throws GodwitException {@code SCHEDULE_INVALID} if {@code every} is not understood
     */
    @Nullable Instant next(Instant after) {
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

    public static JobSchedule now() {
        return new JobSchedule(When.NOW, null, null);
    }

    public static JobSchedule later() {
        return new JobSchedule(When.LATER, null, null);
    }
}
