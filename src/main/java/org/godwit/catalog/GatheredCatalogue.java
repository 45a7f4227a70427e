package org.godwit.catalog;

import java.time.Clock;
import org.springframework.stereotype.Service;

/** Fills the catalogue by way of the staging tables. */
@Service
class GatheredCatalogue implements CatalogueGathering {

    private final StagingStore staging;
    private final Clock clock;

    GatheredCatalogue(StagingStore staging, Clock clock) {
        this.staging = staging;
        this.clock = clock;
    }

    @Override
    public Intake begin(long hierarchyId) {
        staging.clear(hierarchyId);
        return new StagingIntake(hierarchyId, staging);
    }

    @Override
    public Merged merge(long hierarchyId) {
        return staging.merge(hierarchyId, clock.instant());
    }
}
