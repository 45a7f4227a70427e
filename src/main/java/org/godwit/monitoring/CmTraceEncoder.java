package org.godwit.monitoring;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Log lines in the format that CMTrace and OneTrace show:
 * {@code <![LOG[text]LOG]!><time="hh:mm:ss.fff-60" date="MM-dd-yyyy" component="…" context="…" type="1" thread="…" file="…">}.
 * The number behind the time is the bias: minutes to be added to local time to get UTC. The context is the correlation id.
 * Text that would end the entry is broken up, so that nobody can write entries into the log.
 */
final class CmTraceEncoder extends EncoderBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MM-dd-yyyy", Locale.ROOT);
    private static final int INFORMATION = 1;
    private static final int WARNING = 2;
    private static final int ERROR = 3;
    private static final int SECONDS_A_MINUTE = 60;

    private final ZoneId zone;
    private final ThrowableProxyConverter stackTraces = new ThrowableProxyConverter();

    CmTraceEncoder(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public void start() {
        stackTraces.setContext(getContext());
        stackTraces.start();
        super.start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        ZonedDateTime at = event.getInstant().atZone(zone);
        int bias = -at.getOffset().getTotalSeconds() / SECONDS_A_MINUTE;
        String text = event.getFormattedMessage();
        if (event.getThrowableProxy() != null) {
            text = text + "\n" + stackTraces.convert(event);
        }
        String logger = event.getLoggerName();
        String line =
                "<![LOG[" + text.stripTrailing().replace("]LOG]!>", "]LOG] !>") + "]LOG]!><time=\"" + TIME.format(at)
                        + String.format(Locale.ROOT, "%+04d", bias) + "\" date=\"" + DATE.format(at) + "\" component=\""
                        + attribute(logger.substring(logger.lastIndexOf('.') + 1)) + "\" context=\""
                        + attribute(event.getMDCPropertyMap().getOrDefault("correlationId", "")) + "\" type=\""
                        + type(event.getLevel()) + "\" thread=\"" + attribute(event.getThreadName()) + "\" file=\""
                        + attribute(logger) + "\">\r\n";
        return line.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }

    private static int type(Level level) {
        return level.isGreaterOrEqual(Level.ERROR) ? ERROR : level.isGreaterOrEqual(Level.WARN) ? WARNING : INFORMATION;
    }

    private static String attribute(String text) {
        return text.replaceAll("[\"<>\\p{Cntrl}]", "?");
    }
}
