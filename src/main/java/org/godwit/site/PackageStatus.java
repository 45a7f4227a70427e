package org.godwit.site;

/**
 * A package on a distribution point (reference D, v_DistributionPoint and v_PackageStatusDistPointsSumm).
 *
 * @param packageId PackageID
 * @param nalPath NAL path of the distribution point
 * @param sourceVersion version that lies there
 * @param state 0 installed, 1 install pending, 2 retrying, 3 failed, 4 removal pending, 5 removal retrying, 6 removal failed
 */
public record PackageStatus(String packageId, String nalPath, int sourceVersion, int state) {}
