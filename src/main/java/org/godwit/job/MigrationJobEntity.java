package org.godwit.job;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;

/** A migration job: what was asked for, and in which state it is. Its methods are its state transitions. */
@Entity
@Table(name = "migration_job")
class MigrationJobEntity {

    private static final int LONGEST_NAME = 200;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(length = LONGEST_NAME)
    private String name = "";

    @Column(length = 2000)
    private @Nullable String description;

    @Column(name = "job_type", length = 30)
    @Enumerated(EnumType.STRING)
    private JobType type = JobType.OBJECT;

    private long hierarchyId;

    @Column(length = 20)
    @Enumerated(EnumType.STRING)
    private JobStatus status = JobStatus.NOT_STARTED;

    private boolean stopRequested;

    @Column(length = 1_000_000)
    private String settings = "";

    private String createdBy = "";
    private Instant createdAt = Instant.EPOCH;
    private String modifiedBy = "";
    private Instant modifiedAt = Instant.EPOCH;
    private @Nullable Instant nextRunAt;
    private @Nullable Long planId;

    @Column(length = 64)
    private @Nullable String planDigest;

    @Column(length = 64)
    private @Nullable String approvedDigest;

    private @Nullable String approvedBy;
    private @Nullable Instant approvedAt;
    private @Nullable Long runId;
    private int runs;
    private @Nullable Long clonedFrom;
    private @Nullable Long undoOf;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "migration_job_scope", joinColumns = @JoinColumn(name = "job_id"))
    @Column(name = "scope_name", length = 200)
    private Set<String> securityScopes = new HashSet<>();

    @Version
    @Column(name = "lock_version")
    private long version;

    protected MigrationJobEntity() {}

    MigrationJobEntity(
            String name,
            @Nullable String description,
            JobType type,
            long hierarchyId,
            JobSettings settings,
            String createdBy,
            Instant now) {
        this.name = name;
        this.description = description;
        this.type = type;
        this.hierarchyId = hierarchyId;
        this.settings = CanonicalJson.write(settings);
        this.securityScopes = new HashSet<>(settings.securityScopes());
        this.createdBy = createdBy;
        this.createdAt = now;
        this.modifiedBy = createdBy;
        this.modifiedAt = now;
    }

    /** A copy that was never planned or run, started by hand. */
    MigrationJobEntity copy(String by, Instant now) {
        MigrationJobEntity copy = new MigrationJobEntity(
                name, description, type, hierarchyId, settings().scheduled(JobSchedule.later()), by, now);
        copy.clonedFrom = id();
        copy.undoOf = undoOf;
        return copy;
    }

    /** A job that takes back what this one did, started by hand. */
    MigrationJobEntity undo(String by, Instant now) {
        String undoName = "Undo: " + name;
        MigrationJobEntity undo = new MigrationJobEntity(
                undoName.length() > LONGEST_NAME ? undoName.substring(0, LONGEST_NAME) : undoName,
                null,
                type,
                hierarchyId,
                settings().toUndo(),
                by,
                now);
        undo.undoOf = id();
        return undo;
    }

    /** @throws GodwitException {@code JOB_STATE_RUNNING} */
    void requireNotRunning(String whatFor) {
        if (status == JobStatus.RUNNING) {
            throw stateConflict(
                    "Job '" + name + "' is running and cannot be " + whatFor + ".", "Stop it, or wait for its end.");
        }
    }

    void planned(long planId, String digest) {
        this.planId = planId;
        this.planDigest = digest;
    }

    void approved(String by, Instant at) {
        this.approvedDigest = planDigest;
        this.approvedBy = by;
        this.approvedAt = at;
    }

    /** True if somebody approved exactly the present plan. */
    boolean isApproved() {
        return planDigest != null && planDigest.equals(approvedDigest);
    }

    /** Digest of the plan that was approved last, the present one or not; null if none was. */
    @Nullable String approvedDigest() {
        return approvedDigest;
    }

    void scheduledFor(@Nullable Instant at) {
        this.nextRunAt = at;
    }

    void startedRun(long runId, boolean newRun) {
        this.runId = runId;
        this.status = JobStatus.RUNNING;
        this.stopRequested = false;
        if (newRun) {
            this.runs++;
        }
    }

    void stopRequested() {
        this.stopRequested = true;
    }

    void ended(JobStatus end) {
        this.status = end;
        this.stopRequested = false;
    }

    void modified(String by, Instant at) {
        this.modifiedBy = by;
        this.modifiedAt = at;
    }

    GodwitException stateConflict(String message, String hint) {
        return GodwitException.conflict("JOB_STATE_" + status, message, hint);
    }

    long id() {
        return java.util.Objects.requireNonNull(id, "a job has an id once it is stored");
    }

    String name() {
        return name;
    }

    @Nullable String description() {
        return description;
    }

    JobType type() {
        return type;
    }

    long hierarchyId() {
        return hierarchyId;
    }

    JobStatus status() {
        return status;
    }

    boolean isStopRequested() {
        return stopRequested;
    }

    JobSettings settings() {
        return CanonicalJson.read(settings, JobSettings.class);
    }

    Set<String> securityScopes() {
        return Set.copyOf(securityScopes);
    }

    String createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    String modifiedBy() {
        return modifiedBy;
    }

    Instant modifiedAt() {
        return modifiedAt;
    }

    @Nullable Instant nextRunAt() {
        return nextRunAt;
    }

    @Nullable Long planId() {
        return planId;
    }

    @Nullable String planDigest() {
        return planDigest;
    }

    MigrationJob.@Nullable Approval approval() {
        return isApproved() && approvedDigest != null && approvedBy != null && approvedAt != null
                ? new MigrationJob.Approval(approvedDigest, approvedBy, approvedAt)
                : null;
    }

    @Nullable Long runId() {
        return runId;
    }

    int runs() {
        return runs;
    }

    @Nullable Long clonedFrom() {
        return clonedFrom;
    }

    @Nullable Long undoOf() {
        return undoOf;
    }
}
