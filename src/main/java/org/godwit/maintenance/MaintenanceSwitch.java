package org.godwit.maintenance;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.godwit.schedule.Intake;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** What this node knows of maintenance: it looks every two seconds, so that all nodes follow whoever turned it on or off. */
@Component
class MaintenanceSwitch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MaintenanceSwitch.class);
    private static final long EVERY_SECONDS = 2;

    private final MaintenanceStore store;
    private final Intake intake;
    private volatile @Nullable String reason;
    private @Nullable ScheduledExecutorService timer;

    MaintenanceSwitch(MaintenanceStore store, Intake intake) {
        this.store = store;
        this.intake = intake;
    }

    /** Why changes are refused; null while they are not. */
    @Nullable String reason() {
        return reason;
    }

    /** Follows what the database says now. */
    void look() {
        MaintenanceStore.Row row = store.read();
        follow(row.readOnly() ? row.reason() : null);
    }

    /** @param why null to take changes again */
    void follow(@Nullable String why) {
        reason = why;
        intake.open(why == null);
    }

    private void lookQuietly() {
        try {
            look();
        } catch (DataAccessException e) {
            LOG.warn("Whether there is maintenance cannot be asked: {}", e.getMessage());
        }
    }

    @Override
    public synchronized void start() {
        look();
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "maintenance");
            thread.setDaemon(true);
            return thread;
        });
        started.scheduleWithFixedDelay(this::lookQuietly, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
        timer = started;
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }
}
