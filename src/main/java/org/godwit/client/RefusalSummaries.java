package org.godwit.client;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.godwit.security.RunAs;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Has refusals that were held back put on the trail every minute, and at shutdown once the web server takes no more requests.
 * It is not a task of the schedule: it speaks for what this node holds back.
 */
@Component
class RefusalSummaries implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalSummaries.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    /** Stopped after the web server, which Spring Boot stops 2,048 before the default. */
    private static final int AFTER_WEB_SERVER = DEFAULT_PHASE - 4096;

    private final RefusalReports reports;
    private final RunAs runAs;
    private @Nullable ScheduledExecutorService timer;

    RefusalSummaries(RefusalReports reports, RunAs runAs) {
        this.reports = reports;
        this.runAs = runAs;
    }

    @Override
    public synchronized void start() {
        if (timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread thread = new Thread(work, "refusal-summaries");
                thread.setDaemon(true);
                return thread;
            });
            timer.scheduleWithFixedDelay(this::summarise, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdown();
            timer = null;
            summarise();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }

    @Override
    public int getPhase() {
        return AFTER_WEB_SERVER;
    }

    private void summarise() {
        try {
            runAs.system(reports::summarise);
        } catch (RuntimeException e) { // the next minute may get it through; a timer that throws would end
            LOG.warn("Refused assignments could not be put on the audit trail: {}", e.getMessage());
        }
    }
}
