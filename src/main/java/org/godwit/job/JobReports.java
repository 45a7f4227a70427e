package org.godwit.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Csv;
import org.godwit.shared.Pages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A job's report: what it was to do, what became of every object and package, and what verification found. */
@Component
class JobReports {

    /** Events read at a time. */
    private static final int EVENTS = 10_000;

    private final JobViews views;
    private final RunStore runs;
    private final RunItemStore items;
    private final JobEventStore events;
    private final Clock clock;

    JobReports(JobViews views, RunStore runs, RunItemStore items, JobEventStore events, Clock clock) {
        this.views = views;
        this.runs = runs;
        this.items = items;
        this.events = events;
        this.clock = clock;
    }

    /** Everything a report says, in whatever form. */
    record Contents(
            MigrationJob job,
            List<JobItem> items,
            List<RunStore.FailedPackage> failedPackages,
            List<JobEvent> events,
            String madeAt) {}

    JobReport of(MigrationJobEntity job, JobReport.Format format) {
        Contents contents = contents(job);
        String name = "migration-job-" + job.id();
        return switch (format) {
            case JSON -> new JobReport(name + ".json", "application/json", bytes(json(contents)));
            case CSV -> new JobReport(name + ".csv", "text/csv;charset=UTF-8", bytes(csv(contents)));
            case HTML -> new JobReport(name + ".html", "text/html;charset=UTF-8", bytes(JobReportPage.of(contents)));
        };
    }

    Contents contents(MigrationJobEntity job) {
        RunOutcome outcome = Optional.ofNullable(job.runId())
                .flatMap(runs::find)
                .map(runs::outcome)
                .orElse(null);
        return new Contents(
                views.of(job),
                outcome == null
                        ? List.of()
                        : Pages.all(page -> items.list(outcome, null, null, page))
                                .toList(),
                outcome == null ? List.of() : outcome.content().failures(),
                allEvents(job.id()),
                clock.instant().toString());
    }

    private List<JobEvent> allEvents(long jobId) {
        List<JobEvent> all = new ArrayList<>();
        List<JobEvent> some;
        do {
            some = events.after(
                    jobId, all.isEmpty() ? 0 : all.get(all.size() - 1).id(), EVENTS);
            all.addAll(some);
        } while (some.size() == EVENTS);
        return all;
    }

    static String json(Contents contents) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("job", contents.job());
        root.put("items", contents.items());
        root.put("failedPackages", contents.failedPackages());
        root.put("events", contents.events());
        root.put("madeAt", contents.madeAt());
        return CanonicalJson.write(root);
    }

    static String csv(Contents contents) {
        StringBuilder out = new StringBuilder();
        try {
            Csv.line(
                    out,
                    List.of(
                            "kind",
                            "type",
                            "key",
                            "name",
                            "fate",
                            "status",
                            "destination",
                            "code",
                            "message",
                            "finishedAt",
                            "run"));
            for (JobItem item : contents.items()) {
                Csv.line(out, cells(item));
            }
            for (RunStore.FailedPackage failure : contents.failedPackages()) {
                Csv.line(out, cells(failure));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static List<@Nullable Object> cells(JobItem item) {
        return Arrays.asList(
                "OBJECT",
                item.type(),
                item.sourceKey(),
                item.name(),
                item.fate(),
                item.status(),
                item.destinationKey(),
                item.code(),
                item.message(),
                item.finishedAt(),
                item.run());
    }

    private static List<@Nullable Object> cells(RunStore.FailedPackage failure) {
        return Arrays.asList(
                "PACKAGE_CONTENT",
                null,
                failure.packageId(),
                null,
                null,
                ItemStatus.FAILED,
                failure.distributionPoint(),
                failure.code(),
                failure.message(),
                null,
                null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
