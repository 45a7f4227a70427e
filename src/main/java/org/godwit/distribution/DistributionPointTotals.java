package org.godwit.distribution;

/**
 * What the destination's distribution points hold together.
 *
 * @param packages published, once for each point that holds one
 * @param bytes of those packages
 */
public record DistributionPointTotals(long points, long packages, long bytes) {}
