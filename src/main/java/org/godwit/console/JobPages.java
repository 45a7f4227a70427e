package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.godwit.console.page.Columns;
import org.godwit.console.page.CsvFile;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.LiveStream;
import org.godwit.console.page.Notice;
import org.godwit.job.JobFilter;
import org.godwit.job.JobReport;
import org.godwit.job.JobStatus;
import org.godwit.job.JobType;
import org.godwit.job.MigrationJob;
import org.godwit.job.MigrationJobService;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Migration jobs: list, state and reports. {@link JobWizard} creates them, {@link PlanPages} shows their plan,
 * {@link JobItemPages} what became of each object.
 */
@Controller
@RequestMapping("/migration-jobs")
class JobPages {

    private static final int LATEST = 12;
    private static final Columns COLUMNS = Columns.of(
            8,
            "name",
            "status",
            "progress",
            "migrated",
            "failed",
            "verification",
            "createdBy",
            "createdAt",
            "type",
            "source",
            "startedAt",
            "finishedAt",
            "nextRunAt");

    private final MigrationJobService jobs;
    private final SourceChoice sources;
    private final LiveStream live;
    private final Clock clock;

    JobPages(MigrationJobService jobs, SourceChoice sources, LiveStream live, Clock clock) {
        this.jobs = jobs;
        this.sources = sources;
        this.live = live;
        this.clock = clock;
    }

    @GetMapping
    String list(ListRequest request, Model model) {
        model.addAttribute("jobs", request.show(jobs.list(filter(request), request.query()), COLUMNS));
        model.addAttribute("statuses", JobStatus.values());
        model.addAttribute("types", JobType.values());
        model.addAttribute("hierarchies", sources.all());
        return "job/list";
    }

    @GetMapping("/csv")
    void csv(ListRequest request, HttpServletResponse response) throws IOException {
        CsvFile.write(
                response, "migration-jobs.csv", request, COLUMNS, q -> jobs.list(filter(request), q), JobPages::cell);
    }

    private static JobFilter filter(ListRequest request) {
        return new JobFilter(
                request.oneOf("status", JobStatus.class), request.oneOf("type", JobType.class), request.id("source"));
    }

    private static @Nullable Object cell(MigrationJob job, String column) {
        return switch (column) {
            case "name" -> job.name();
            case "status" -> job.status();
            case "progress" -> job.progress() == null ? null : job.progress().phase();
            case "migrated" -> job.counts().migrated();
            case "failed" -> job.counts().failed();
            case "verification" ->
                job.verification() == null ? null : job.verification().verdict();
            case "createdBy" -> job.createdBy();
            case "createdAt" -> job.createdAt();
            case "type" -> job.type();
            case "source" -> job.sourceHierarchyId();
            case "startedAt" -> job.startedAt();
            case "finishedAt" -> job.finishedAt();
            case "nextRunAt" -> job.nextRunAt();
            default -> null;
        };
    }

    @GetMapping("/{id}")
    String show(@PathVariable long id, Model model) {
        MigrationJob job = jobs.get(id);
        state(job, model);
        model.addAttribute("savings", savings(job.contentDone()));
        model.addAttribute("sources", sources.all());
        return "job/show";
    }

    /**
     * The live panel, asked for when the stream says that something changed.
     *
     * @param seen the status the reader's page was made for: once it differs, the whole page is made again
     */
    @GetMapping("/{id}/progress")
    String progress(@PathVariable long id, @RequestParam String seen, Model model, HttpServletResponse response) {
        MigrationJob job = jobs.get(id);
        if (!job.status().name().equals(seen)) {
            response.setHeader("HX-Refresh", "true");
        }
        state(job, model);
        return "job/show :: progress";
    }

    @GetMapping(path = "/{id}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(@PathVariable long id) {
        jobs.get(id);
        return live.open(() -> {
            MigrationJob job = jobs.get(id);
            return new LiveStream.State(
                    List.of(job.status(), String.valueOf(job.progress()), job.counts(), job.stopRequested()),
                    job.status() != JobStatus.RUNNING && !JobPhases.waiting(job));
        });
    }

    @GetMapping("/{id}/report")
    ResponseEntity<byte[]> report(@PathVariable long id, @RequestParam(defaultValue = "HTML") JobReport.Format format) {
        return file(jobs.report(id, format));
    }

    static ResponseEntity<byte[]> file(JobReport report) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(report.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(report.fileName(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(report.body());
    }

    @GetMapping("/{id}/evidence")
    ResponseEntity<byte[]> evidence(@PathVariable long id) {
        return file(jobs.evidence(id));
    }

    @PostMapping("/{id}/verify")
    String verify(@PathVariable long id, RedirectAttributes flash) {
        Notice.leave(flash, "job.verify.notice", jobs.verify(id).name());
        return "redirect:/migration-jobs/" + id;
    }

    @PostMapping("/{id}/start")
    String start(@PathVariable long id, RedirectAttributes flash) {
        Notice.leave(flash, "job.started.notice", jobs.start(id).name());
        return "redirect:/migration-jobs/" + id;
    }

    @PostMapping("/{id}/stop")
    String stop(@PathVariable long id, RedirectAttributes flash) {
        Notice.leave(flash, "job.stopped.notice", jobs.stop(id).name());
        return "redirect:/migration-jobs/" + id;
    }

    @PostMapping("/{id}/retry-failed")
    String retryFailed(@PathVariable long id, RedirectAttributes flash) {
        Notice.leave(flash, "job.retried.notice", jobs.retryFailed(id).name());
        return "redirect:/migration-jobs/" + id;
    }

    @PostMapping("/{id}/clone")
    String cloneJob(@PathVariable long id, RedirectAttributes flash) {
        MigrationJob copy = jobs.cloneJob(id);
        Notice.leave(flash, "job.cloned.notice", copy.name());
        return "redirect:/migration-jobs/" + copy.id();
    }

    @PostMapping("/{id}/undo")
    String undo(@PathVariable long id, RedirectAttributes flash) {
        MigrationJob undo = jobs.undo(id);
        Notice.leave(flash, "job.undo.notice", undo.name());
        return "redirect:/migration-jobs/" + undo.id() + "/plan";
    }

    @PostMapping("/{id}/delete")
    String delete(@PathVariable long id, RedirectAttributes flash) {
        jobs.delete(id);
        Notice.leave(flash, "job.deleted.notice");
        return "redirect:/migration-jobs";
    }

    /** Which share of the content had to be moved, in thousandths; null where there was none. */
    private static @Nullable Long savings(MigrationJob.@Nullable ContentDone done) {
        long all = done == null ? 0 : done.bytesMoved() + done.bytesSaved();
        return done == null || all == 0 ? null : Long.valueOf(Math.round(1000.0 * done.bytesMoved() / all));
    }

    private void state(MigrationJob job, Model model) {
        model.addAttribute("job", job);
        model.addAttribute("events", jobs.latest(job.id(), LATEST));
        List<JobTimeline.Bar> timeline = JobTimeline.of(
                jobs.phases(job.id()), job.status() == JobStatus.RUNNING ? null : job.finishedAt(), clock.instant());
        model.addAttribute("timeline", timeline);
        model.addAttribute("phases", JobPhases.of(job, timeline));
        model.addAttribute("waiting", JobPhases.waiting(job));
    }
}
