package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.godwit.console.page.Columns;
import org.godwit.console.page.CsvFile;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.godwit.distribution.DistributionJob;
import org.godwit.distribution.DistributionJobService;
import org.godwit.distribution.DistributionRun;
import org.godwit.distribution.NewDistributionJob;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Jobs between distribution points of the destination: made, started, followed, removed. */
@Controller
@RequestMapping("/distribution-jobs")
class DistributionJobPages {

    private static final Columns COLUMNS =
            Columns.of(6, "name", "pairs", "packages", "lastRun", "nextRunAt", "createdBy", "createdAt");

    private static final int RECENT = 10;

    private final DistributionJobService jobs;
    private final PointChoice points;

    DistributionJobPages(DistributionJobService jobs, PointChoice points) {
        this.jobs = jobs;
        this.points = points;
    }

    /**
     * @param from points that give
     * @param to points that get; each of them from every one that gives
     * @param packageIds apart by commas or blanks; empty for all
     * @param hours between two runs; null for a job that runs only when it is started
     */
    record JobForm(
            @Nullable String name,
            @Nullable List<Long> from,
            @Nullable List<Long> to,
            @Nullable String packageIds,
            @Nullable Integer hours) {

        NewDistributionJob wanted() {
            List<DistributionJob.Pair> pairs = new ArrayList<>();
            for (long one : Objects.requireNonNullElse(from, List.<Long>of())) {
                for (long other : Objects.requireNonNullElse(to, List.<Long>of())) {
                    if (one != other) {
                        pairs.add(new DistributionJob.Pair(one, other));
                    }
                }
            }
            return new NewDistributionJob(
                    name,
                    pairs,
                    Arrays.stream(Objects.requireNonNullElse(packageIds, "").split("[\\s,;]+"))
                            .filter(id -> !id.isEmpty())
                            .toList(),
                    hours == null ? null : Duration.ofHours(hours).toString(),
                    null);
        }
    }

    @GetMapping
    String list(ListRequest request, Model model) {
        model.addAttribute("jobs", request.show(jobs.list(request.query()), COLUMNS));
        model.addAttribute("points", points.inUse());
        return "point/distribution-jobs";
    }

    @GetMapping("/csv")
    void csv(ListRequest request, HttpServletResponse response) throws IOException {
        CsvFile.write(response, "distribution-jobs.csv", request, COLUMNS, jobs::list, DistributionJobPages::cell);
    }

    private static @Nullable Object cell(DistributionJob job, String column) {
        return switch (column) {
            case "name" -> job.name();
            case "pairs" ->
                job.pairs().stream().map(p -> p.fromName() + " > " + p.toName()).collect(Collectors.joining("; "));
            case "packages" -> job.packageIds().isEmpty() ? "ALL" : String.join(" ", job.packageIds());
            case "lastRun" -> job.lastRun() == null ? null : job.lastRun().status();
            case "nextRunAt" -> job.nextRunAt();
            case "createdBy" -> job.createdBy();
            case "createdAt" -> job.createdAt();
            default -> null;
        };
    }

    @PostMapping
    String create(@ModelAttribute JobForm form, RedirectAttributes flash) {
        DistributionJob job = jobs.create(form.wanted());
        Notice.leave(flash, "distribution.created", job.name());
        return "redirect:/distribution-jobs/" + job.id();
    }

    @GetMapping("/{id}")
    String show(@PathVariable long id, ListRequest request, Model model) {
        state(id, model);
        DistributionRun last = jobs.get(id).lastRun();
        model.addAttribute("items", last == null ? null : request.show(jobs.items(id, last.id(), request.query())));
        return "point/distribution-job";
    }

    /** The live panel, asked for again and again while a run is under way. */
    @GetMapping("/{id}/runs")
    String runs(@PathVariable long id, Model model) {
        state(id, model);
        return "point/distribution-job :: runs";
    }

    private void state(long id, Model model) {
        model.addAttribute("job", jobs.get(id));
        model.addAttribute("runs", jobs.runs(id, PageQuery.first(RECENT)).items());
    }

    @PostMapping("/{id}/start")
    String start(@PathVariable long id, RedirectAttributes flash) {
        jobs.start(id);
        Notice.leave(flash, "distribution.started");
        return "redirect:/distribution-jobs/" + id;
    }

    @PostMapping("/{id}/stop")
    String stop(@PathVariable long id, RedirectAttributes flash) {
        jobs.stop(id);
        Notice.leave(flash, "distribution.stopped");
        return "redirect:/distribution-jobs/" + id;
    }

    @PostMapping("/{id}/delete")
    String delete(@PathVariable long id, RedirectAttributes flash) {
        String name = jobs.get(id).name();
        jobs.delete(id);
        Notice.leave(flash, "distribution.deleted", name);
        return "redirect:/distribution-jobs";
    }
}
