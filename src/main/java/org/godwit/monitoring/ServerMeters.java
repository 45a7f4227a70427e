package org.godwit.monitoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.godwit.alert.AlertFigures;
import org.godwit.audit.ForwardingState;
import org.godwit.audit.TrailCondition;
import org.godwit.credential.CredentialVault;
import org.godwit.job.JobFilter;
import org.godwit.job.JobStatus;
import org.godwit.job.MigrationJobService;
import org.godwit.schedule.ScheduleQueries;
import org.godwit.schedule.Workload;
import org.godwit.security.RunAs;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.springframework.stereotype.Component;

/**
 * What is measured by asking: the state of things, at most every ten seconds. What happens is counted where it happens:
 * {@code godwit.audit.events}, {@code godwit.task}, {@code godwit.job.items}, {@code godwit.job.bytes},
 * {@code godwit.assignments}. Names, units and tags are listed in docs/operate.md, which a test holds to be true.
 */
@Component
class ServerMeters implements MeterBinder {

    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration LATE = Duration.ofMinutes(1);

    private final AlertFigures alerts;
    private final TrailCondition trail;
    private final CredentialVault vault;
    private final MigrationJobService jobs;
    private final ScheduleQueries schedule;
    private final Workload.Probe workload;
    private final GodwitProperties server;
    private final RunAs runAs;
    private final Clock clock;

    ServerMeters(
            AlertFigures alerts,
            TrailCondition trail,
            CredentialVault vault,
            MigrationJobService jobs,
            ScheduleQueries schedule,
            Workload.Probe workload,
            GodwitProperties server,
            RunAs runAs,
            Clock clock) {
        this.alerts = alerts;
        this.trail = trail;
        this.vault = vault;
        this.jobs = jobs;
        this.schedule = schedule;
        this.workload = workload;
        this.server = server;
        this.runAs = runAs;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (JobStatus status : JobStatus.values()) {
            gauge(
                    registry,
                    "godwit.jobs",
                    "jobs",
                    "Migration jobs by state",
                    Tags.of("status", status.name()),
                    m -> jobs.list(new JobFilter(status, null, null), PageQuery.first(1))
                            .total());
        }
        for (AlertCondition.Severity severity : AlertCondition.Severity.values()) {
            gauge(
                    registry,
                    "godwit.alerts.open",
                    "alerts",
                    "Alerts that nobody acknowledged",
                    Tags.of("severity", severity.name()),
                    m -> alerts.open(severity));
        }
        gauge(
                registry,
                "godwit.credentials.stored",
                "secrets",
                "Secrets in the vault",
                Tags.empty(),
                m -> vault.storedBefore(clock.instant().plus(FRESH)).size());
        gauge(
                registry,
                "godwit.audit.length",
                "events",
                "Events on the audit trail",
                Tags.empty(),
                m -> trail.length());
        gauge(
                registry,
                "godwit.audit.unsent",
                "events",
                "Audit events that the syslog receiver has not got yet",
                Tags.empty(),
                m -> trail.forwarding().map(ForwardingState::unsent).orElse(0L));
        gauge(
                registry,
                "godwit.audit.behind",
                "seconds",
                "Age of the oldest audit event that the syslog receiver has not got yet",
                Tags.empty(),
                m -> trail.forwarding().map(f -> f.behind().toSeconds()).orElse(0L));
        gauge(
                registry,
                "godwit.tasks.overdue",
                "tasks",
                "Tasks due for more than a minute that no node has taken",
                Tags.empty(),
                m -> schedule.overdueSince(clock.instant().minus(LATE)));
        gauge(
                registry,
                "godwit.tasks.running",
                "tasks",
                "Tasks that this node executes",
                Tags.empty(),
                m -> workload.now().running());
        gauge(
                registry,
                "godwit.data.free",
                "bytes",
                "Free space in the data directory",
                Tags.empty(),
                m -> server.dataDir().toFile().getUsableSpace());
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            String unit,
            String description,
            Tags tags,
            ToDoubleFunction<ServerMeters> figure) {
        Kept kept = new Kept(() -> runAs.system(() -> figure.applyAsDouble(this)), FRESH, clock);
        Gauge.builder(name, kept, Kept::value)
                .strongReference(true)
                .baseUnit(unit)
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
