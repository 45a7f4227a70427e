package org.godwit.monitoring;

import java.time.Clock;
import java.time.Duration;
import org.godwit.schedule.ScheduleQueries;
import org.godwit.schedule.Workload;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether this node takes work, and whether work is left lying. */
@Component("scheduler")
class SchedulerHealth implements HealthIndicator {

    private static final Duration LATE = Duration.ofMinutes(1);

    private final Workload.Probe workload;
    private final ScheduleQueries schedule;
    private final Clock clock;

    SchedulerHealth(Workload.Probe workload, ScheduleQueries schedule, Clock clock) {
        this.workload = workload;
        this.schedule = schedule;
        this.clock = clock;
    }

    @Override
    public Health health() {
        Workload now = workload.now();
        return (workload.started() ? Health.up() : Health.outOfService())
                .withDetail("node", now.node())
                .withDetail("threads", now.threads())
                .withDetail("running", now.running())
                .withDetail("overdue", schedule.overdueSince(clock.instant().minus(LATE)))
                .build();
    }
}
