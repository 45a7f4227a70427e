package org.godwit.agent.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Says at intervals that the agent lives and how far it is. An agent that could not say so for three intervals puts its work
 * down by itself, because by then others have it.
 */
final class Heart {

    private static final Logger LOG = LoggerFactory.getLogger(Heart.class);
    private static final int MISSED = 3;

    private final DeskStore desk;
    private final Orders orders;
    private final LastLines log;
    private final String version;
    private final Duration interval;
    private final Consumer<Boolean> resting;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private volatile Instant heard;
    private long bytesBefore;

    /** @param resting told with every heartbeat whether new work is to be left alone */
    Heart(
            DeskStore desk,
            Orders orders,
            LastLines log,
            String version,
            Duration interval,
            Consumer<Boolean> resting,
            Clock clock) {
        this.desk = desk;
        this.orders = orders;
        this.log = log;
        this.version = version;
        this.interval = interval;
        this.resting = resting;
        this.clock = clock;
        this.heard = clock.instant();
        this.timer = Executors.newScheduledThreadPool(
                2,
                work -> { // a beat may hang in the database; the watch must not
                    Thread thread = new Thread(work, "agent-heart");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    void start() {
        timer.scheduleAtFixedRate(this::beat, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        long often = Math.max(1, interval.toMillis() / 4);
        timer.scheduleAtFixedRate(this::watch, often, often, TimeUnit.MILLISECONDS);
    }

    void stop() {
        timer.shutdownNow();
        log.end();
    }

    private void beat() {
        Instant now = clock.instant();
        try {
            long bytes = orders.bytesDone();
            long rate = Math.max(0, bytes - bytesBefore) * 1000 / Math.max(1, interval.toMillis());
            DeskStore.Terms terms =
                    desk.beat(new DeskStore.Beat(now, version, orders.running(), bytes, rate, orders.said()));
            orders.keepTo(terms);
            resting.accept(terms.rests());
            orders.report();
            desk.log(log.take());
            bytesBefore = bytes;
            heard = now;
        } catch (DataAccessException e) {
            LOG.warn("The database cannot be reached: {}", e.getMessage());
        } catch (RuntimeException e) { // a timer that throws would end
            LOG.warn("The heartbeat failed", e);
        }
    }

    private void watch() {
        if (clock.instant().isAfter(heard.plus(interval.multipliedBy(MISSED)))) {
            orders.putDownAll();
        }
    }
}
