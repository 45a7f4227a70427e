package org.godwit.job;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Removes a job with its plans, runs and messages. What it migrated stays, and so does the audit trail of it. */
@Component
class JobRemoval {

    private final MigrationJobRepository jobs;
    private final JobRequestStore requests;
    private final JobEventStore events;
    private final RunStore runs;
    private final PlanStore plans;
    private final PhaseTimeStore times;

    JobRemoval(
            MigrationJobRepository jobs,
            JobRequestStore requests,
            JobEventStore events,
            RunStore runs,
            PlanStore plans,
            PhaseTimeStore times) {
        this.jobs = jobs;
        this.requests = requests;
        this.events = events;
        this.runs = runs;
        this.plans = plans;
        this.times = times;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void remove(MigrationJobEntity job) {
        requests.deleteOfJob(job.id());
        events.deleteOfJob(job.id());
        times.deleteOfJob(job.id());
        runs.deleteOfJob(job.id());
        plans.deleteOfJob(job.id());
        jobs.delete(job);
    }
}
