package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.godwit.access.SecurityScopeService;
import org.godwit.catalog.EntityStatus;
import org.godwit.console.page.Fault;
import org.godwit.console.page.Forms;
import org.godwit.console.page.Notice;
import org.godwit.console.page.Show;
import org.godwit.distribution.TakeoverStep;
import org.godwit.draft.Draft;
import org.godwit.draft.DraftService;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.job.ConflictResolution;
import org.godwit.job.JobPriority;
import org.godwit.job.JobReport;
import org.godwit.job.JobSchedule;
import org.godwit.job.JobType;
import org.godwit.job.MigrationJob;
import org.godwit.job.MigrationJobService;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Creating a migration job: one form, shown step by step where scripts run. Its review is the plan that such a job would
 * have; nothing is stored before the job is created.
 */
@Controller
@RequestMapping("/migration-jobs")
class JobWizard {

    private static final String FORM = "job/form";

    private final MigrationJobService jobs;
    private final ObjectChoice objects;
    private final PointChoice points;
    private final SecurityScopeService scopes;
    private final SourceChoice sources;
    private final DraftService drafts;
    private final Forms forms;
    private final boolean approvalRequired;

    JobWizard(
            MigrationJobService jobs,
            ObjectChoice objects,
            PointChoice points,
            SecurityScopeService scopes,
            SourceChoice sources,
            DraftService drafts,
            Forms forms,
            Environment environment) {
        this.jobs = jobs;
        this.objects = objects;
        this.points = points;
        this.scopes = scopes;
        this.sources = sources;
        this.drafts = drafts;
        this.forms = forms;
        this.approvalRequired = "required".equalsIgnoreCase(environment.getProperty("godwit.jobs.approval"));
    }

    @GetMapping("/new")
    String form(
            @RequestParam(required = false) @Nullable Long source,
            @RequestParam(required = false) @Nullable Set<Long> entity,
            @RequestParam(required = false) @Nullable Long draft,
            Model model) {
        model.addAttribute("draft", draft);
        model.addAttribute("drafts", draft == null ? drafts.list(Draft.Kind.MIGRATION_JOB) : List.of());
        return form(
                draft == null
                        ? JobForm.empty(source, entity)
                        : forms.bind(drafts.get(draft).fields(), JobForm.class),
                model);
    }

    /** The types of a source's objects, for the choice of what is taken. */
    @GetMapping("/new/types")
    String types(@RequestParam long source, Model model) {
        model.addAttribute("form", JobForm.empty(source, Set.of()));
        model.addAttribute("types", objects.types(source));
        return FORM + " :: types";
    }

    /** Objects of a type, or all whose name or key holds a text, to choose from. */
    @GetMapping("/new/objects")
    String objects(
            @RequestParam long source,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String find,
            @RequestParam(defaultValue = "0") int page,
            Model model) {
        model.addAttribute("found", objects.find(source, type, find, page));
        model.addAttribute("next", page + 1);
        return "job/choice :: found";
    }

    /** The distribution points of a source, for the choice of which are reassigned. */
    @GetMapping("/new/points")
    String points(@RequestParam long source, Model model) {
        model.addAttribute("form", JobForm.empty(source, Set.of()));
        model.addAttribute("sourcePoints", objects.points(source));
        return "job/choice :: points";
    }

    /** What the chosen objects bring along. */
    @PostMapping("/new/along")
    String along(@ModelAttribute JobForm form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("along", objects.along(form));
        return "job/choice :: along";
    }

    /** The plan that such a job would have: a fragment for htmx, else the form again with the plan below. */
    @PostMapping("/new/review")
    String review(
            @ModelAttribute JobForm form,
            @RequestAttribute Show show,
            @RequestParam(required = false) @Nullable Long draft,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            Model model) {
        try {
            model.addAttribute(
                    "review",
                    PlanReview.of(
                            jobs.preview(form.request(show)), form.details().conflictChoices()));
        } catch (GodwitException e) {
            model.addAttribute("reviewFault", Fault.of(e));
        }
        model.addAttribute("draft", draft);
        String page = form(form, model);
        return htmx ? "job/choice :: review" : page;
    }

    /** The reviewed plan, to keep or to send to somebody. */
    @PostMapping("/new/plan-file")
    ResponseEntity<byte[]> planFile(
            @ModelAttribute JobForm form,
            @RequestParam(defaultValue = "CSV") JobReport.Format format,
            @RequestAttribute Show show) {
        return JobPages.file(jobs.previewFile(form.request(show), format));
    }

    @PostMapping
    String create(
            @ModelAttribute JobForm form,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable Long draft,
            @RequestAttribute Show show,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        try {
            MigrationJob made = jobs.create(form.request(show), key);
            if (draft != null) {
                drafts.discard(draft);
            }
            Notice.leave(flash, "job.created.notice", made.name());
            boolean planned = made.schedule().when() == JobSchedule.When.LATER
                    && Actor.current().may(Right.MIGRATION_JOB_RUN);
            if (planned) {
                jobs.makePlan(made.id()); // what was reviewed is now the job's own, ready for approval
            }
            return "redirect:/migration-jobs/" + made.id() + (planned ? "/plan" : "");
        } catch (GodwitException e) {
            model.addAttribute("fault", Fault.of(e));
            model.addAttribute("draft", draft);
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(form, model);
        }
    }

    private String form(JobForm form, Model model) {
        Actor reader = Actor.current();
        List<SourceHierarchy> all = sources.all();
        Long source = form.source() != null || all.isEmpty()
                ? form.source()
                : Long.valueOf(all.get(0).id());
        model.addAttribute("form", form);
        model.addAttribute("jobTypes", JobType.values());
        model.addAttribute("types", source == null ? List.of() : objects.types(source));
        model.addAttribute("sourcePoints", source == null ? List.of() : objects.points(source));
        model.addAttribute("allTypes", ObjectType.values());
        model.addAttribute("entityStatuses", EntityStatus.values());
        model.addAttribute("takeoverSteps", TakeoverStep.values());
        model.addAttribute("priorities", JobPriority.values());
        model.addAttribute("objectConflicts", ConflictResolution.values());
        model.addAttribute("chosen", objects.chosen(source, form.entities()));
        model.addAttribute("along", source == null ? null : objects.along(form));
        model.addAttribute("conflicts", List.of(ConflictResolution.SKIP, ConflictResolution.OVERWRITE));
        model.addAttribute("sources", all);
        model.addAttribute("targets", points.inUse());
        model.addAttribute("scopes", reader.may(Right.SECURITY_SCOPE_READ) ? scopes.list() : List.of());
        model.addAttribute("approvalRequired", approvalRequired);
        model.addAttribute("key", UUID.randomUUID().toString());
        return FORM;
    }
}
