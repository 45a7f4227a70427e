package org.godwit.audit;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When people are expected to work: Monday to Friday, from one time of day to another.
 *
 * @param zone where they work
 */
record WorkingHours(
        @DefaultValue("06:00") LocalTime from,
        @DefaultValue("20:00") LocalTime to,
        @DefaultValue("UTC") ZoneId zone) {

    boolean cover(Instant instant) {
        ZonedDateTime there = instant.atZone(zone);
        boolean weekend = there.getDayOfWeek() == DayOfWeek.SATURDAY || there.getDayOfWeek() == DayOfWeek.SUNDAY;
        LocalTime time = there.toLocalTime();
        return !weekend && !time.isBefore(from) && time.isBefore(to);
    }
}
