package org.godwit.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;

/** Points in time as requests write them. */
final class Instants {

    private Instants() {}

    /**
     * An instant, or a day in UTC.
     *
     * @param name of the parameter, for the message
     * @return null if there is no text
     * @throws GodwitException {@code INSTANT_INVALID}
     */
    static @Nullable Instant of(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text.strip()).toInstant()
                    : LocalDate.parse(text.strip()).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw GodwitException.invalid(
                    "INSTANT_INVALID",
                    "'" + name + "' is not a point in time.",
                    "Write it as 2026-11-20T08:00:00Z, or as a day: 2026-11-20.");
        }
    }
}
