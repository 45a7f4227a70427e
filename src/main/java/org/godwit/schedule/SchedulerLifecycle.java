package org.godwit.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Starts the scheduler after everything else is ready, and stops it first. */
final class SchedulerLifecycle implements SmartLifecycle, Workload.Probe, Intake {

    private final Supplier<Scheduler> factory;
    private final String node;
    private final int threads;
    private @Nullable Scheduler scheduler;
    private boolean open = true;

    SchedulerLifecycle(String node, int threads, Supplier<Scheduler> factory) {
        this.factory = factory;
        this.node = node;
        this.threads = threads;
    }

    @Override
    public synchronized void start() {
        if (scheduler == null) {
            scheduler = factory.get();
            scheduler.start();
            if (!open) {
                scheduler.pause();
            }
        }
    }

    @Override
    public synchronized void open(boolean wanted) {
        if (wanted == open) {
            return;
        }
        open = wanted;
        if (scheduler != null && wanted) {
            scheduler.resume();
        } else if (scheduler != null) {
            scheduler.pause();
        }
    }

    @Override
    public void stop() {
        Scheduler stopping;
        synchronized (this) {
            stopping = scheduler;
            scheduler = null;
        }
        if (stopping != null) {
            stopping.stop();
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

    @Override
    public boolean started() {
        return isRunning();
    }

    @Override
    public synchronized Workload now() {
        return new Workload(
                node,
                threads,
                scheduler == null ? 0 : scheduler.getCurrentlyExecuting().size());
    }
}
