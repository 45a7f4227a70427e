package org.godwit.client;

/**
 * Figures over all client records of the destination.
 *
 * @param total records
 * @param blocked of these, blocked
 * @param guarded SMSIDs the block guard refuses, with or without a record
 * @param earlyAssignments clients ever found assigned before their block was known
 */
public record ClientCounts(long total, long blocked, long guarded, long earlyAssignments) {}
