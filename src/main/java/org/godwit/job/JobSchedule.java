package org.godwit.job;

import java.time.Instant;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Repetition;
import org.jspecify.annotations.Nullable;

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
        return Repetition.next(every, after);
    }

    public static JobSchedule now() {
        return new JobSchedule(When.NOW, null, null);
    }

    public static JobSchedule later() {
        return new JobSchedule(When.LATER, null, null);
    }
}
