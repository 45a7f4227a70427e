package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import org.godwit.console.page.Columns;
import org.godwit.console.page.CsvFile;
import org.godwit.console.page.ListRequest;
import org.godwit.job.ItemStatus;
import org.godwit.job.JobEvent;
import org.godwit.job.JobItem;
import org.godwit.job.MigrationJobService;
import org.godwit.shared.Csv;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** What became of each object of a job, and all that happened to it. */
@Controller
@RequestMapping("/migration-jobs/{id}")
class JobItemPages {

    private static final Columns COLUMNS = Columns.of(
            6, "name", "type", "fate", "status", "destinationKey", "finishedAt", "sourceKey", "run", "code", "message");

    private final MigrationJobService jobs;

    JobItemPages(MigrationJobService jobs) {
        this.jobs = jobs;
    }

    @GetMapping("/items")
    String items(@PathVariable long id, ListRequest request, Model model) {
        model.addAttribute("job", jobs.get(id));
        model.addAttribute("items", request.show(find(id, request, request.query()), COLUMNS));
        model.addAttribute("statuses", ItemStatus.values());
        return "job/items";
    }

    @GetMapping("/items/csv")
    void items(@PathVariable long id, ListRequest request, HttpServletResponse response) throws IOException {
        CsvFile.write(
                response,
                "migration-job-" + id + "-objects.csv",
                request,
                COLUMNS,
                q -> find(id, request, q),
                JobItemPages::cell);
    }

    private Page<JobItem> find(long id, ListRequest request, PageQuery query) {
        return jobs.items(id, request.oneOf("status", ItemStatus.class), request.text("name"), query);
    }

    private static @Nullable Object cell(JobItem item, String column) {
        return switch (column) {
            case "name" -> item.name();
            case "type" -> item.type();
            case "fate" -> item.fate();
            case "status" -> item.status();
            case "destinationKey" -> item.destinationKey();
            case "finishedAt" -> item.finishedAt();
            case "sourceKey" -> item.sourceKey();
            case "run" -> item.run();
            case "code" -> item.code();
            case "message" -> item.message();
            default -> null;
        };
    }

    @GetMapping("/log")
    String log(@PathVariable long id, ListRequest request, Model model) {
        model.addAttribute("job", jobs.get(id));
        model.addAttribute(
                "events",
                request.showCountedUpTo(
                        MigrationJobService.EVENTS_COUNTED, jobs.log(id, request.query()), Columns.NONE));
        return "job/log";
    }

    /** All of the log, oldest first. */
    @GetMapping("/log/csv")
    void log(@PathVariable long id, HttpServletResponse response) throws IOException {
        List<JobEvent> some = jobs.events(id, 0);
        Writer out = CsvFile.begin(response, "migration-job-" + id + "-log.csv");
        Csv.line(out, List.of("id", "at", "run", "code", "entity", "message"));
        while (!some.isEmpty()) {
            for (JobEvent event : some) {
                Csv.line(
                        out,
                        Arrays.asList(
                                event.id(), event.at(), event.run(), event.code(), event.entityId(), event.message()));
            }
            some = jobs.events(id, some.get(some.size() - 1).id());
        }
    }
}
