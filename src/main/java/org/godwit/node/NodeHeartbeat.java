package org.godwit.node;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.godwit.schedule.ScheduleProperties;
import org.godwit.schedule.Workload;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Says at intervals that this node lives and what it does. It is not a task of the schedule: it speaks for this node alone,
 * also when all of the schedule's threads are busy.
 */
@Component
class NodeHeartbeat implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(NodeHeartbeat.class);
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

    private final NodeStore store;
    private final Workload.Probe scheduler;
    private final ScheduleProperties schedule;
    private final String version;
    private final String host;
    private final Clock clock;
    private final Instant startedAt;
    private @Nullable ScheduledExecutorService timer;

    NodeHeartbeat(
            NodeStore store,
            Workload.Probe scheduler,
            ScheduleProperties schedule,
            ObjectProvider<BuildProperties> build,
            Clock clock) {
        this.store = store;
        this.scheduler = scheduler;
        this.schedule = schedule;
        BuildProperties known = build.getIfAvailable();
        String stated = known == null ? null : known.getVersion();
        this.version = stated == null ? "unknown" : stated;
        this.host = hostName();
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    @Override
    public synchronized void start() {
        if (timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread thread = new Thread(work, "node-heartbeat");
                thread.setDaemon(true);
                return thread;
            });
            long millis = schedule.heartbeatInterval().toMillis();
            timer.scheduleAtFixedRate(this::beat, 0, millis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
            try {
                store.remove(scheduler.now().node());
            } catch (DataAccessException e) {
                LOG.debug("The node could not take its leave", e);
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }

    private void beat() {
        try {
            Workload work = scheduler.now();
            MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
            Instant now = clock.instant();
            store.beat(new NodeStore.Beat(
                    work, host, version, startedAt, now, cpuLoad(), heap.getUsed(), Math.max(heap.getMax(), 0)));
            store.forget(now.minus(FORGOTTEN_AFTER));
        } catch (RuntimeException e) { // the next beat may get through; a timer that throws would end
            LOG.warn("This node could not say that it lives: {}", e.getMessage());
        }
    }

    private static @Nullable Double cpuLoad() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine) {
            double load = machine.getCpuLoad();
            return load >= 0 && load <= 1 ? load : null;
        }
        return null;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
