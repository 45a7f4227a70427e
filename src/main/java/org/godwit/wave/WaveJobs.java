package org.godwit.wave;

import java.util.Optional;
import org.godwit.job.JobUse;
import org.springframework.stereotype.Component;

/** A wave's job is its report, and what it goes on with: it stays as long as the wave does. */
@Component
class WaveJobs implements JobUse {

    private final WaveStore store;

    WaveJobs(WaveStore store) {
        this.store = store;
    }

    @Override
    public Optional<String> of(long jobId) {
        return store.nameOfPlanWith(jobId).map(name -> "the client waves '" + name + "'");
    }
}
