package org.godwit.alert;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** When the next digest is due. */
final class DigestTime {

    private DigestTime() {}

    /**
     * The first moment after the last digest at which it is this time of day.
     *
     * @param timeOfDay {@code HH:mm} in UTC
     */
    static Instant after(Instant last, String timeOfDay) {
        ZonedDateTime sameDay = last.atZone(ZoneOffset.UTC).with(LocalTime.parse(timeOfDay));
        return (sameDay.toInstant().isAfter(last) ? sameDay : sameDay.plusDays(1)).toInstant();
    }
}
