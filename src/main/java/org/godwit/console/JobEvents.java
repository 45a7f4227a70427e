package org.godwit.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.godwit.job.JobEvent;
import org.godwit.job.MigrationJobService;
import org.springframework.stereotype.Component;

/** What happened to a job, as its pages show it. */
@Component
class JobEvents {

    private static final int MOST = 10_000;

    private final MigrationJobService jobs;

    JobEvents(MigrationJobService jobs) {
        this.jobs = jobs;
    }

    /** Newest first, at most {@value #MOST} of the oldest. */
    List<JobEvent> all(long jobId) {
        List<JobEvent> all = new ArrayList<>();
        List<JobEvent> more = jobs.events(jobId, 0);
        while (!more.isEmpty() && all.size() < MOST) {
            all.addAll(more);
            more = jobs.events(jobId, more.get(more.size() - 1).id());
        }
        Collections.reverse(all);
        return all;
    }
}
