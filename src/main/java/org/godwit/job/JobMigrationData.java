package org.godwit.job;

import java.util.List;
import org.godwit.audit.AuditTrail;
import org.godwit.hierarchy.MigrationData;
import org.springframework.stereotype.Component;

/** The jobs' share in cleaning up a source hierarchy: its jobs go (CM-134), what they migrated stays. */
@Component
class JobMigrationData implements MigrationData {

    private final MigrationJobRepository jobs;
    private final JobRemoval removal;
    private final AuditTrail audit;

    JobMigrationData(MigrationJobRepository jobs, JobRemoval removal, AuditTrail audit) {
        this.jobs = jobs;
        this.removal = removal;
        this.audit = audit;
    }

    @Override
    public String what() {
        return "migration jobs";
    }

    @Override
    public List<String> runningWork(long hierarchyId) {
        return jobs.findByHierarchyId(hierarchyId).stream()
                .filter(job -> job.status() == JobStatus.RUNNING)
                .map(job -> "Migration job '" + job.name() + "' is running.")
                .toList();
    }

    @Override
    public List<String> warnings(long hierarchyId) {
        return jobs.findByHierarchyId(hierarchyId).stream()
                .filter(job -> job.status() != JobStatus.RUNNING && job.nextRunAt() != null)
                .map(job -> "Migration job '" + job.name() + "' is scheduled for " + job.nextRunAt()
                        + " and will not run any more.")
                .toList();
    }

    @Override
    public long cleanUp(long hierarchyId) {
        List<MigrationJobEntity> ofHierarchy = jobs.findByHierarchyId(hierarchyId);
        for (MigrationJobEntity job : ofHierarchy) {
            job.requireNotRunning("cleaned up");
            removal.remove(job);
            audit.record(JobLifecycle.entry(job, "DELETED")
                    .with("status", job.status().name())
                    .with("cleanUpOfSourceHierarchy", hierarchyId));
        }
        return ofHierarchy.size();
    }
}
