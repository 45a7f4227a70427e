package org.godwit.schedule;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the scheduler of this node works.
 *
 * @param threads tasks executed at a time on this node
 * @param pollInterval how often due tasks are looked for
 * @param heartbeatInterval how often a node says it lives; after at most three missed ones another takes over what it did
 */
@Validated
@ConfigurationProperties("godwit.schedule")
public record ScheduleProperties(
        @DefaultValue("8") @Min(1) @Max(256) int threads,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("5s") Duration heartbeatInterval) {

    private static final int MISSED = 3;

    /** How long after its last heartbeat a node or an agent counts as gone. */
    public Duration missedAfter() {
        return heartbeatInterval.multipliedBy(MISSED);
    }
}
