package org.godwit.console;

import java.util.List;
import org.godwit.distribution.DistributionPoint;
import org.godwit.distribution.DistributionPointName;
import org.godwit.distribution.DistributionPointService;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.springframework.stereotype.Component;

/** The distribution points that a page offers to choose among. */
@Component
class PointChoice {

    private final DistributionPointService points;

    PointChoice(DistributionPointService points) {
        this.points = points;
    }

    /** By name; empty also for a reader who may not see them. */
    List<DistributionPointName> all() {
        return Actor.current().may(Right.DISTRIBUTION_POINT_READ) ? points.names() : List.of();
    }

    /** As {@link #all()}, those that can give and get content. */
    List<DistributionPointName> inUse() {
        return all().stream()
                .filter(point -> point.state() == DistributionPoint.State.ACTIVE)
                .toList();
    }
}
