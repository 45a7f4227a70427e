package org.godwit.monitoring;

import org.godwit.audit.ForwardingState;
import org.godwit.audit.TrailCondition;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the audit trail reaches its syslog receiver, where it has one. */
@Component("syslog")
class SyslogHealth implements HealthIndicator {

    private final TrailCondition trail;

    SyslogHealth(TrailCondition trail) {
        this.trail = trail;
    }

    @Override
    public Health health() {
        return trail.forwarding()
                .map(SyslogHealth::of)
                .orElseGet(() -> Health.up().withDetail("receiver", "none").build());
    }

    private static Health of(ForwardingState state) {
        return (state.late() ? Health.status(SourceHealth.DEGRADED) : Health.up())
                .withDetail("unsent", state.unsent())
                .withDetail("behindSeconds", state.behind().toSeconds())
                .build();
    }
}
