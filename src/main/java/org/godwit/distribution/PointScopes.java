package org.godwit.distribution;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.godwit.security.ScopedObjects;
import org.godwit.security.Securable;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** In which security scopes distribution points of the destination lie. */
@Component
class PointScopes implements ScopedObjects {

    private final DistributionPointRepository points;

    PointScopes(DistributionPointRepository points) {
        this.points = points;
    }

    @Override
    public Securable kind() {
        return Securable.DISTRIBUTION_POINT;
    }

    @Override
    @Transactional(readOnly = true)
    public Map<Long, Set<String>> scopes() {
        Map<Long, Set<String>> byId = new HashMap<>();
        points.findAll().forEach(point -> byId.put(point.id(), point.securityScopes()));
        return byId;
    }

    @Override
    public GodwitException notFound(long id) {
        return DistributionPoints.notFound(id);
    }
}
