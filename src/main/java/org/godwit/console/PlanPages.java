package org.godwit.console;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.godwit.job.Fate;
import org.godwit.job.JobReport;
import org.godwit.job.MigrationJobService;
import org.godwit.job.MigrationPlan;
import org.godwit.job.PlanComparison;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The review of a job's plan: what would happen to every object, client and package, and its approval. */
@Controller
@RequestMapping("/migration-jobs/{id}")
class PlanPages {

    private static final int DIFFERENCES = 500;
    private static final String NO_PLAN = "JOB_NOT_PLANNED";

    private final MigrationJobService jobs;

    PlanPages(MigrationJobService jobs) {
        this.jobs = jobs;
    }

    @GetMapping("/plan")
    String review(@PathVariable long id, ListRequest request, Model model) {
        model.addAttribute("job", jobs.get(id));
        try {
            MigrationPlan plan = jobs.plan(id);
            Fate fate = request.oneOf("fate", Fate.class);
            String name = Objects.requireNonNullElse(request.text("name"), "").toLowerCase(Locale.ROOT);
            List<MigrationPlan.Item> chosen = plan.items().stream()
                    .filter(i -> fate == null || i.fate() == fate)
                    .filter(i -> holds(i.name(), name) || holds(i.sourceKey(), name))
                    .toList();
            Map<Fate, Long> fates = new EnumMap<>(Fate.class);
            plan.items().forEach(i -> fates.merge(i.fate(), 1L, Long::sum));
            model.addAttribute("plan", plan);
            model.addAttribute("fates", fates);
            model.addAttribute("items", request.show(page(chosen, request.query())));
        } catch (GodwitException e) {
            if (!e.code().equals(NO_PLAN)) {
                throw e;
            }
        }
        return "job/plan";
    }

    @GetMapping("/plan/file")
    ResponseEntity<byte[]> file(@PathVariable long id, @RequestParam(defaultValue = "HTML") JobReport.Format format) {
        return JobPages.file(jobs.planFile(id, format));
    }

    /** @param digest of the earlier plan; null for the one approved last, or else the one made before the present one */
    @GetMapping("/plan/comparison")
    String comparison(@PathVariable long id, @RequestParam(required = false) @Nullable String digest, Model model) {
        model.addAttribute("job", jobs.get(id));
        try {
            PlanComparison comparison = jobs.comparePlans(id, digest);
            model.addAttribute("comparison", comparison);
            model.addAttribute(
                    "items",
                    comparison
                            .items()
                            .subList(0, Math.min(DIFFERENCES, comparison.items().size())));
            model.addAttribute("figures", ComparedFigure.of(comparison));
            model.addAttribute(
                    "parts",
                    comparison
                            .parts()
                            .subList(0, Math.min(DIFFERENCES, comparison.parts().size())));
        } catch (GodwitException e) {
            if (e.kind() != GodwitException.Kind.NOT_FOUND) {
                throw e;
            }
        }
        return "job/comparison";
    }

    @PostMapping("/plan")
    String make(@PathVariable long id, RedirectAttributes flash) {
        jobs.makePlan(id);
        Notice.leave(flash, "plan.made");
        return "redirect:/migration-jobs/" + id + "/plan";
    }

    @PostMapping("/approve")
    String approve(@PathVariable long id, @RequestParam String digest, RedirectAttributes flash) {
        jobs.approve(id, digest);
        Notice.leave(flash, "plan.approved.notice");
        return "redirect:/migration-jobs/" + id + "/plan";
    }

    private static boolean holds(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part);
    }

    private static <T> Page<T> page(List<T> all, PageQuery query) {
        int first = (int) Math.min(query.offset(), all.size());
        int last = Math.min(first + query.size(), all.size());
        return new Page<>(all.subList(first, last), query.page(), query.size(), all.size());
    }
}
