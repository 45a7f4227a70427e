package org.godwit.agent;

/**
 * An order that an agent works on.
 *
 * @param kind {@code TRANSFER}, {@code INSPECTION} or {@code VALIDATION}
 * @param runId run of a migration job it belongs to, or the validation
 * @param distributionPointId point it is for
 * @param bytesDone bytes dealt with so far
 */
public record AgentWork(long orderId, String kind, long runId, long distributionPointId, long bytesDone) {}
