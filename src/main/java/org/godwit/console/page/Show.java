package org.godwit.console.page;

import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Writes values the way one reader reads them: in her language and her time zone. Templates call it {@code show}. */
public final class Show {

    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private final MessageSource messages;
    private final Clock clock;
    private final Locale locale;
    private final ZoneId zone;

    Show(MessageSource messages, Clock clock, Locale locale, ZoneId zone) {
        this.messages = messages;
        this.clock = clock;
        this.locale = locale;
        this.zone = zone;
    }

    /** A whole number with the language's grouping. */
    public String number(long value) {
        return NumberFormat.getIntegerInstance(locale).format(value);
    }

    /** Bytes in powers of 1000, three digits: {@code 1.44 GB}. */
    public String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 999.5 && unit < BYTE_UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(unit == 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2);
        return format.format(value) + " " + BYTE_UNITS[unit];
    }

    /** Bytes a second. */
    public String byteRate(double bytesPerSecond) {
        return bytes(Math.round(bytesPerSecond)) + "/s";
    }

    /** Items a second. */
    public String rate(double perSecond) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(perSecond >= 10 ? 0 : 1);
        return format.format(perSecond) + "/s";
    }

    /** Share of a whole in percent, rounded down so that 100 % means all; 0 while the whole is unknown. */
    public long percent(long part, long whole) {
        return whole <= 0 ? 0 : Math.min(100, Math.floorDiv(part * 100, whole));
    }

    /** A length of time in its two largest units, e.g. {@code 2 h 5 min}. */
    public String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 1) {
            return Math.max(0, duration.toMillis()) + " ms";
        }
        long[] parts = {seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60};
        String[] units = {"d", "h", "min", "s"};
        int first = 0;
        while (parts[first] == 0) {
            first++;
        }
        String text = parts[first] + " " + text("unit." + units[first]);
        return first < 3 && parts[first + 1] > 0
                ? text + " " + parts[first + 1] + " " + text("unit." + units[first + 1])
                : text;
    }

    /** From one moment to another, or until now while the end is open. */
    public String between(Instant start, @Nullable Instant end) {
        return duration(Duration.between(start, end == null ? clock.instant() : end));
    }

    /** The moment that the reader means by a date and time. */
    public Instant instant(LocalDateTime readersTime) {
        return readersTime.atZone(zone).toInstant();
    }

    /** Name of the reader's zone. */
    public String zone() {
        return zone.getId();
    }

    /** Date and time to the minute in the reader's zone. */
    public String moment(Instant instant) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .format(instant.atZone(zone));
    }

    /** Date and time to the second in the reader's zone. */
    public String clock(Instant instant) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(instant.atZone(zone));
    }

    /** A moment below a picture that reaches from one to another: the time of day, or the day where it is of days. */
    public String tick(Instant instant, Instant from, Instant until) {
        Duration whole = Duration.between(from, until);
        String pattern = whole.toHours() >= 72
                ? "d MMM"
                : whole.toHours() >= 12 ? "d MMM HH:mm" : whole.toMinutes() >= 10 ? "HH:mm" : "HH:mm:ss";
        return DateTimeFormatter.ofPattern(pattern, locale).format(instant.atZone(zone));
    }

    /** How long ago, or how long from now. */
    public String ago(Instant instant) {
        Duration past = Duration.between(instant, clock.instant());
        if (past.abs().toSeconds() < 45) {
            return text("time.now");
        }
        String length = coarse(past.abs());
        return messages.getMessage(past.isNegative() ? "time.ahead" : "time.ago", new Object[] {length}, locale);
    }

    /** The exact instant in the reader's zone and in UTC, for the tooltip. */
    public String exact(Instant instant) {
        String here = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS xxx", locale)
                .format(instant.atZone(zone));
        return here + " (" + zone.getId() + ") · " + iso(instant);
    }

    /** ISO 8601, UTC, to the millisecond. */
    public String iso(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** The words for a state, kind or other constant; its name in plain letters where nobody has written better ones. */
    public String label(Object constant) {
        String name = constant.toString();
        String type = constant instanceof Enum<?> e ? e.getDeclaringClass().getSimpleName() : "Any";
        String plain = messages.getMessage("label." + name, null, plain(name), locale);
        String text = messages.getMessage("label." + type + "." + name, null, plain, locale);
        return text == null ? name : text;
    }

    /** A cell of a report, whatever it holds. */
    public String cell(@Nullable Object value) {
        if (value == null) {
            return "–";
        }
        if (value instanceof Instant instant) {
            return moment(instant);
        }
        if (value instanceof Long || value instanceof Integer) {
            return number(((Number) value).longValue());
        }
        return value instanceof Enum<?> constant ? label(constant) : value.toString();
    }

    /** What a cell of a report says more when it is pointed at; null for nothing. */
    public @Nullable String hint(@Nullable Object value) {
        return value instanceof Instant instant ? exact(instant) : null;
    }

    /** Style class of a state. */
    public String tone(Object state) {
        return Tone.of(state).styleClass();
    }

    private String coarse(Duration length) {
        long minutes = Math.max(1, length.plusSeconds(30).toMinutes());
        if (minutes < 60) {
            return minutes + " " + text("unit.min");
        }
        if (minutes < 48 * 60) {
            return (minutes + 30) / 60 + " " + text("unit.h");
        }
        return (minutes + 720) / 1440 + " " + text("unit.d");
    }

    private String text(String code) {
        return messages.getMessage(code, null, locale);
    }

    private static String plain(String name) {
        String words = name.replace('_', ' ').toLowerCase(Locale.ROOT);
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
