package org.godwit.distribution;

import java.time.Clock;
import org.godwit.content.PackageResult;
import org.springframework.stereotype.Component;

/** Writes down what was published and proven at a point; in the caller's transaction. */
@Component
class Publications {

    private final PointStore points;
    private final EvidenceStore evidence;
    private final Clock clock;

    Publications(PointStore points, EvidenceStore evidence, Clock clock) {
        this.points = points;
        this.evidence = evidence;
        this.clock = clock;
    }

    void record(long pointId, long hierarchyId, PackageResult result) {
        result.evidence().forEach(e -> evidence.put(pointId, e, clock.instant()));
        String version = result.manifest().version();
        points.put(new StoredPackage(
                pointId,
                result.manifest().packageId(),
                hierarchyId,
                version == null || !version.matches("\\d{1,9}") ? null : Integer.valueOf(version),
                result.manifest().contentIds(),
                result.files(),
                result.bytes(),
                clock.instant()));
    }
}
