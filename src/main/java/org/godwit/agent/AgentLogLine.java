package org.godwit.agent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of an agent's log.
 *
 * @param severity {@code INFO}, {@code WARN} or {@code ERROR}
 * @param message without secrets, at most 1,000 characters
 * @param correlationId of the request the work goes back to; null if it goes back to none
 */
public record AgentLogLine(
        Instant at,
        String severity,
        String message,
        @Nullable String correlationId) {}
