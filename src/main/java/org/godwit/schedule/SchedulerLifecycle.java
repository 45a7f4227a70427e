package org.godwit.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Starts the scheduler after everything else is ready, and stops it first. */
final class SchedulerLifecycle implements SmartLifecycle {

    private final Supplier<Scheduler> factory;
    private @Nullable Scheduler scheduler;

    SchedulerLifecycle(Supplier<Scheduler> factory) {
        this.factory = factory;
    }

    @Override
    public synchronized void start() {
        if (scheduler == null) {
            scheduler = factory.get();
            scheduler.start();
        }
    }

    @Override
    public synchronized void stop() {
        if (scheduler != null) {
            scheduler.stop();
            scheduler = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
