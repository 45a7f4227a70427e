package org.godwit.api;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.godwit.job.ItemStatus;
import org.godwit.job.JobFilter;
import org.godwit.job.JobItem;
import org.godwit.job.JobReport;
import org.godwit.job.JobStatus;
import org.godwit.job.JobType;
import org.godwit.job.MigrationJob;
import org.godwit.job.MigrationJobService;
import org.godwit.job.MigrationPlan;
import org.godwit.job.NewMigrationJob;
import org.godwit.job.ObjectRun;
import org.godwit.job.PlanComparison;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** {@code /api/v1/migration-jobs}: create, plan, approve, run, follow, report. */
@RestController
@RequestMapping("/api/v1/migration-jobs")
class MigrationJobController {

    private final MigrationJobService jobs;
    private final JobEventStream stream;

    MigrationJobController(MigrationJobService jobs, JobEventStream stream) {
        this.jobs = jobs;
        this.stream = stream;
    }

    @PostMapping
    ResponseEntity<MigrationJob> create(
            @RequestBody NewMigrationJob request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        MigrationJob job = jobs.create(request, idempotencyKey);
        return ResponseEntity.created(location(job)).body(job);
    }

    @GetMapping
    Page<MigrationJob> list(
            @RequestParam(required = false) @Nullable JobStatus status,
            @RequestParam(required = false) @Nullable JobType type,
            @RequestParam(required = false) @Nullable Long sourceHierarchyId,
            PageQuery query) {
        return jobs.list(new JobFilter(status, type, sourceHierarchyId), query);
    }

    @GetMapping("/{id}")
    MigrationJob get(@PathVariable long id) {
        return jobs.get(id);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        jobs.delete(id);
    }

    @PostMapping("/{id}/plan")
    MigrationPlan makePlan(@PathVariable long id) {
        return jobs.makePlan(id);
    }

    @GetMapping("/{id}/plan")
    MigrationPlan plan(@PathVariable long id) {
        return jobs.plan(id);
    }

    /** The plan as a file to save: JSON, CSV or HTML. */
    @GetMapping(path = "/{id}/plan", params = "format")
    ResponseEntity<byte[]> planFile(@PathVariable long id, @RequestParam String format) {
        return download(jobs.planFile(id, Formats.of(JobReport.Format.class, format)));
    }

    @PostMapping("/{id}/approve")
    MigrationJob approve(@PathVariable long id, @RequestBody Approval approval) {
        if (approval.planDigest() == null || approval.planDigest().isBlank()) {
            throw GodwitException.invalid(
                    "PLAN_DIGEST_MISSING",
                    "An approval must name the plan it approves.",
                    "Send {\"planDigest\": \"...\"} with the digest of the plan you reviewed.");
        }
        return jobs.approve(id, approval.planDigest());
    }

    @PostMapping("/{id}/start")
    ResponseEntity<MigrationJob> start(@PathVariable long id) {
        return accepted(jobs.start(id));
    }

    @PostMapping("/{id}/stop")
    ResponseEntity<MigrationJob> stop(@PathVariable long id) {
        return accepted(jobs.stop(id));
    }

    @PostMapping("/{id}/retry-failed")
    ResponseEntity<MigrationJob> retryFailed(@PathVariable long id) {
        return accepted(jobs.retryFailed(id));
    }

    /** Verifies the last run again; the outcome shows in the job and its events. */
    @PostMapping("/{id}/verify")
    ResponseEntity<MigrationJob> verify(@PathVariable long id) {
        return accepted(jobs.verify(id));
    }

    /** What changed from the plan with this digest (else from the one before) to the present plan. */
    @GetMapping("/{id}/plan-comparison")
    PlanComparison comparePlans(@PathVariable long id, @RequestParam(required = false) @Nullable String digest) {
        return jobs.comparePlans(id, digest);
    }

    @PostMapping("/{id}/clone")
    ResponseEntity<MigrationJob> cloneJob(@PathVariable long id) {
        MigrationJob made = jobs.cloneJob(id);
        return ResponseEntity.created(location(made)).body(made);
    }

    @PostMapping("/{id}/undo")
    ResponseEntity<MigrationJob> undo(@PathVariable long id) {
        MigrationJob made = jobs.undo(id);
        return ResponseEntity.created(location(made)).body(made);
    }

    @GetMapping("/{id}/items")
    Page<JobItem> items(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable ItemStatus status,
            @RequestParam(required = false) @Nullable String name,
            PageQuery query) {
        return jobs.items(id, status, name, query);
    }

    @GetMapping("/{id}/report")
    ResponseEntity<byte[]> report(@PathVariable long id, @RequestParam(defaultValue = "json") String format) {
        return download(jobs.report(id, Formats.of(JobReport.Format.class, format)));
    }

    /** Everything that proves what the job did, as one ZIP file. */
    @GetMapping("/{id}/evidence")
    ResponseEntity<byte[]> evidence(@PathVariable long id) {
        return download(jobs.evidence(id));
    }

    private static ResponseEntity<byte[]> download(JobReport report) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(report.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(report.fileName(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(report.body());
    }

    /** What jobs ever did with a gathered object of a source hierarchy, with every message, newest first. */
    @GetMapping("/history")
    Page<ObjectRun> history(@RequestParam long sourceHierarchyId, @RequestParam long entityId) {
        List<ObjectRun> all = jobs.history(sourceHierarchyId, entityId);
        return Page.whole(all);
    }

    /** Events as they happen, from {@code Last-Event-ID} (or the first) on; ends when the job has ended. */
    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @PathVariable long id,
            @RequestHeader(name = "Last-Event-ID", required = false, defaultValue = "0") long lastEventId) {
        return stream.open(id, lastEventId);
    }

    private static ResponseEntity<MigrationJob> accepted(MigrationJob job) {
        return ResponseEntity.accepted().location(location(job)).body(job);
    }

    private static URI location(MigrationJob job) {
        return URI.create("/api/v1/migration-jobs/" + job.id());
    }

    record Approval(@Nullable String planDigest) {}
}
