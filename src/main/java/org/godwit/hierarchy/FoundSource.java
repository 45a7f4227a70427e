package org.godwit.hierarchy;

import java.util.List;
import org.godwit.site.SourceDistributionPoint;

/** What the checks found out about a source, for those that come later. */
final class FoundSource {

    private volatile String siteCode = "";
    private volatile List<SourceDistributionPoint> distributionPoints = List.of();

    String siteCode() {
        return siteCode;
    }

    void siteCode(String code) {
        siteCode = code;
    }

    List<SourceDistributionPoint> distributionPoints() {
        return distributionPoints;
    }

    void distributionPoints(List<SourceDistributionPoint> points) {
        distributionPoints = List.copyOf(points);
    }
}
