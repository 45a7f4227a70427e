package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.godwit.access.SecurityScopeService;
import org.godwit.console.page.Fault;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.godwit.console.page.Show;
import org.godwit.distribution.DistributionPoint;
import org.godwit.distribution.DistributionPointService;
import org.godwit.job.ConflictResolution;
import org.godwit.job.ItemStatus;
import org.godwit.job.JobEvent;
import org.godwit.job.JobFilter;
import org.godwit.job.JobReport;
import org.godwit.job.JobSchedule;
import org.godwit.job.JobStatus;
import org.godwit.job.JobType;
import org.godwit.job.MigrationJob;
import org.godwit.job.MigrationJobService;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.godwit.shared.PageQuery;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Migration jobs: list, creation, state, items and reports. Their plan is on {@link PlanPages}. */
@Controller
@RequestMapping("/migration-jobs")
class JobPages {

    private static final int LATEST = 12;

    private final MigrationJobService jobs;
    private final DistributionPointService points;
    private final SecurityScopeService scopes;
    private final SourceChoice sources;
    private final JobEvents events;
    private final Clock clock;

    JobPages(
            MigrationJobService jobs,
            DistributionPointService points,
            SecurityScopeService scopes,
            SourceChoice sources,
            JobEvents events,
            Clock clock) {
        this.jobs = jobs;
        this.points = points;
        this.scopes = scopes;
        this.sources = sources;
        this.events = events;
        this.clock = clock;
    }

    @GetMapping
    String list(ListRequest request, Model model) {
        JobFilter filter = new JobFilter(
                request.oneOf("status", JobStatus.class), request.oneOf("type", JobType.class), request.id("source"));
        model.addAttribute("jobs", request.show(jobs.list(filter, request.query())));
        model.addAttribute("statuses", JobStatus.values());
        model.addAttribute("types", JobType.values());
        model.addAttribute("hierarchies", sources.all());
        return "job/list";
    }

    @GetMapping("/new")
    String form(
            @RequestParam(required = false) @Nullable Long source,
            @RequestParam(required = false) @Nullable Set<Long> entity,
            Model model) {
        return form(JobForm.empty(source, entity), model);
    }

    @PostMapping
    String create(
            @ModelAttribute JobForm form,
            @RequestParam(required = false) @Nullable String key,
            @RequestAttribute Show show,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        try {
            MigrationJob made = jobs.create(form.request(show), key);
            Notice.leave(flash, "job.created.notice", made.name());
            return "redirect:/migration-jobs/" + made.id()
                    + (made.schedule().when() == JobSchedule.When.LATER ? "/plan" : "");
        } catch (GodwitException e) {
            model.addAttribute("fault", Fault.of(e));
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(form, model);
        }
    }

    @GetMapping("/{id}")
    String show(@PathVariable long id, Model model) {
        state(jobs.get(id), model);
        model.addAttribute("sources", sources.all());
        return "job/show";
    }

    /**
     * The live panel, asked for again and again while a job runs.
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

    @GetMapping("/{id}/items")
    String items(@PathVariable long id, ListRequest request, Model model) {
        model.addAttribute("job", jobs.get(id));
        model.addAttribute(
                "items", request.show(jobs.items(id, request.oneOf("status", ItemStatus.class), request.query())));
        model.addAttribute("statuses", ItemStatus.values());
        return "job/items";
    }

    @GetMapping("/{id}/log")
    String log(@PathVariable long id, Model model) {
        model.addAttribute("job", jobs.get(id));
        model.addAttribute("events", events.all(id));
        return "job/log";
    }

    @GetMapping("/{id}/report")
    ResponseEntity<byte[]> report(@PathVariable long id, @RequestParam(defaultValue = "HTML") JobReport.Format format) {
        JobReport report = jobs.report(id, format);
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

    private void state(MigrationJob job, Model model) {
        List<JobEvent> all = events.all(job.id());
        model.addAttribute("job", job);
        model.addAttribute("events", all.subList(0, Math.min(LATEST, all.size())));
        model.addAttribute(
                "timeline",
                JobTimeline.of(all, job.status() == JobStatus.RUNNING ? null : job.finishedAt(), clock.instant()));
    }

    private String form(JobForm form, Model model) {
        Actor reader = Actor.current();
        List<DistributionPoint> targets = reader.may(Right.DISTRIBUTION_POINT_READ)
                ? points.list(PageQuery.first(PageQuery.MAX_SIZE)).items()
                : List.of();
        model.addAttribute("form", form);
        model.addAttribute("jobTypes", JobType.values());
        model.addAttribute("objectTypes", ObjectType.values());
        model.addAttribute("conflicts", List.of(ConflictResolution.SKIP, ConflictResolution.OVERWRITE));
        model.addAttribute("sources", sources.all());
        model.addAttribute("targets", targets);
        model.addAttribute("scopes", reader.may(Right.SECURITY_SCOPE_READ) ? scopes.list() : List.of());
        model.addAttribute("key", UUID.randomUUID().toString());
        return "job/form";
    }
}
