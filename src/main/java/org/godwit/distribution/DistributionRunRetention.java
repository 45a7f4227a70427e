package org.godwit.distribution;

import java.time.Instant;
import org.godwit.shared.Retained;
import org.springframework.stereotype.Component;

/** Runs of distribution jobs that ended long ago; what they brought, and how it was proven, stays. */
@Component
class DistributionRunRetention implements Retained {

    private final DistributionRunStore runs;

    DistributionRunRetention(DistributionRunStore runs) {
        this.runs = runs;
    }

    @Override
    public String what() {
        return "ended runs of distribution jobs";
    }

    @Override
    public int purge(Instant before) {
        return runs.purge(before);
    }
}
