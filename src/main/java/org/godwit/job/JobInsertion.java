package org.godwit.job;

import java.time.Clock;
import java.time.Instant;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Stores new jobs, with their first event and audit event. */
@Component
class JobInsertion {

    private final MigrationJobRepository jobs;
    private final JobLifecycle lifecycle;
    private final JobEventStore events;
    private final AuditTrail audit;
    private final Clock clock;

    JobInsertion(
            MigrationJobRepository jobs, JobLifecycle lifecycle, JobEventStore events, AuditTrail audit, Clock clock) {
        this.jobs = jobs;
        this.lifecycle = lifecycle;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param request checked already */
    @Transactional(propagation = Propagation.MANDATORY)
    public MigrationJobEntity insert(NewMigrationJob request) {
        MigrationJobEntity job = insert(unsaved(request, clock.instant()));
        lifecycle.schedule(job);
        return job;
    }

    static MigrationJobEntity unsaved(NewMigrationJob request, Instant now) {
        return new MigrationJobEntity(
                request.name().strip(),
                request.description(),
                request.type(),
                request.sourceHierarchyId(),
                JobSettings.of(request),
                Actor.current().name(),
                now);
    }

    /** @param unsaved a job that is to be started by hand */
    @Transactional(propagation = Propagation.MANDATORY)
    public MigrationJobEntity insert(MigrationJobEntity unsaved) {
        MigrationJobEntity job = jobs.saveAndFlush(unsaved);
        JobSettings settings = job.settings();
        events.add(job.id(), 0, null, "CREATED", "Created by " + job.createdBy() + ".");
        audit.record(JobLifecycle.entry(job, "CREATED")
                .with("type", job.type().name())
                .with("sourceHierarchyId", job.hierarchyId())
                .with("select", settings.select())
                .with("conflict", settings.conflict().name())
                .with("securityScopes", settings.securityScopes())
                .with("schedule", settings.schedule())
                .with("clonedFrom", job.clonedFrom())
                .with("undoOf", job.undoOf()));
        return job;
    }
}
