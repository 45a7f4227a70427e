package org.godwit.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.godwit.alert.AlertFigures;
import org.godwit.audit.TrailCondition;
import org.godwit.credential.CredentialVault;
import org.godwit.job.MigrationJobService;
import org.godwit.schedule.ScheduleQueries;
import org.godwit.schedule.Workload;
import org.godwit.security.RunAs;
import org.godwit.shared.GodwitProperties;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.MovableClock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Figures of the moment: work that runs, and work that is left lying. */
@IntegrationTest
class ServerMetersTest {

    @Autowired
    AlertFigures alerts;

    @Autowired
    TrailCondition trail;

    @Autowired
    CredentialVault vault;

    @Autowired
    MigrationJobService jobs;

    @Autowired
    ScheduleQueries schedule;

    @Autowired
    GodwitProperties server;

    @Autowired
    RunAs runAs;

    @Autowired
    JdbcTemplate jdbc;

    @Test
    void overdueAndRunningTasksAreSeen() {
        assertThat(gauge("godwit.tasks.running", 3)).isEqualTo(3);
        double before = gauge("godwit.tasks.overdue", 0);
        String instance = UUID.randomUUID().toString();
        jdbc.update(
                "INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, [version])"
                        + " VALUES ('known-to-nobody', ?, ?, 0, 1)",
                instance,
                OffsetDateTime.now(ZoneOffset.UTC).minus(Duration.ofMinutes(5)));
        try {
            assertThat(gauge("godwit.tasks.overdue", 0)).isEqualTo(before + 1);
        } finally {
            jdbc.update("DELETE FROM scheduled_tasks WHERE task_instance = ?", instance);
        }
    }

    @Test
    void aFigureThatCannotBeAskedIsNoNumberAndIsAskedAgainLater() {
        MovableClock clock = new MovableClock(Instant.parse("2026-11-21T00:00:00Z"));
        boolean[] broken = {true};
        int[] asked = {0};
        Kept kept = new Kept(
                () -> {
                    asked[0]++;
                    if (broken[0]) {
                        throw new IllegalStateException("the database is away");
                    }
                    return 7.0;
                },
                Duration.ofSeconds(10),
                clock);
        assertThat(kept.value()).isNaN();
        broken[0] = false;
        assertThat(kept.value()).isNaN();
        clock.forward(Duration.ofSeconds(10));
        assertThat(kept.value()).isEqualTo(7.0);
        assertThat(asked[0]).isEqualTo(2);
    }

    private double gauge(String name, int running) {
        Workload.Probe workload = new Workload.Probe() {
            @Override
            public Workload now() {
                return new Workload("node", 8, running);
            }

            @Override
            public boolean started() {
                return true;
            }
        };
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new ServerMeters(alerts, trail, vault, jobs, schedule, workload, server, runAs, Clock.systemUTC())
                .bindTo(registry);
        return registry.get(name).gauge().value();
    }
}
