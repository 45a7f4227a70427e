package org.godwit.agent.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.godwit.security.RequestOrigin;
import org.godwit.shared.SecretsInText;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the agent logs until a heartbeat takes it to the servers: what Godwit says from {@code INFO} on, what others say
 * from {@code WARN} on, without stack traces and secrets. When more is logged than can be taken, the oldest lines are lost here;
 * the agent's own log file has them.
 */
final class LastLines extends AppenderBase<ILoggingEvent> {

    private static final int KEPT = 200;
    private static final int MOST_AT_ONCE = 100;
    private static final String OWN = "org.godwit.";

    private final Deque<Line> lines = new ArrayDeque<>();

    /** A line as it is taken to the servers. */
    record Line(
            Instant at,
            String severity,
            String message,
            @Nullable String correlationId) {}

    /** Listens from now on. */
    static LastLines listening() {
        LastLines listener = new LastLines();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            listener.setContext(context);
            listener.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(listener);
        }
        return listener;
    }

    /** Listens no more. */
    void end() {
        if (getContext() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(this);
        }
        stop();
    }

    @Override
    protected void append(ILoggingEvent event) {
        Level least = event.getLoggerName().startsWith(OWN) ? Level.INFO : Level.WARN;
        if (!event.getLevel().isGreaterOrEqual(least)) {
            return;
        }
        Line line = new Line(
                event.getInstant(),
                event.getLevel().toString(),
                SecretsInText.removed(String.valueOf(event.getFormattedMessage())),
                event.getMDCPropertyMap().get(RequestOrigin.LOG_KEY));
        synchronized (lines) {
            if (lines.size() == KEPT) {
                lines.removeFirst();
            }
            lines.addLast(line);
        }
    }

    /** Takes the oldest lines, as many as one heartbeat carries. */
    List<Line> take() {
        synchronized (lines) {
            List<Line> taken = new ArrayList<>();
            while (taken.size() < MOST_AT_ONCE && !lines.isEmpty()) {
                taken.add(lines.removeFirst());
            }
            return taken;
        }
    }
}
