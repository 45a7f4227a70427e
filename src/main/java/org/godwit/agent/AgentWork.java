package org.godwit.agent;

/**
 * An order that an agent works on.
 *
 * @param kind {@code TRANSFER} or {@code INSPECTION}
 * @param runId run of a migration job it belongs to
 * @param distributionPointId point it is for
 * @param bytesDone bytes dealt with so far
 */
public record AgentWork(long orderId, String kind, long runId, long distributionPointId, long bytesDone) {}
