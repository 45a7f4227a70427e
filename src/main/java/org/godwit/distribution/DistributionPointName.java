package org.godwit.distribution;

/** A distribution point of the destination, as it is chosen by name. */
public record DistributionPointName(long id, String name, String siteCode, DistributionPoint.State state) {}
