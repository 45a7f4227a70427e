package org.godwit.console;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.godwit.job.Fate;
import org.godwit.job.JobReport;
import org.godwit.job.MigrationJobService;
import org.godwit.job.MigrationPlan;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
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
            List<MigrationPlan.Item> chosen = plan.items().stream()
                    .filter(i -> fate == null || i.fate() == fate)
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

    private static <T> Page<T> page(List<T> all, PageQuery query) {
        int first = (int) Math.min(query.offset(), all.size());
        int last = Math.min(first + query.size(), all.size());
        return new Page<>(all.subList(first, last), query.page(), query.size(), all.size());
    }
}
