package org.godwit.console;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.catalog.EntityStatus;
import org.godwit.console.page.LiveStream;
import org.godwit.console.page.Share;
import org.godwit.job.JobFilter;
import org.godwit.job.JobStatus;
import org.godwit.job.MigrationJob;
import org.godwit.job.MigrationJobService;
import org.godwit.report.Dashboard;
import org.godwit.report.DashboardService;
import org.godwit.report.ProgressHistoryService;
import org.godwit.report.ProgressSample;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.shared.PageQuery;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The first page: how migration stands. */
@Controller
class DashboardPages {

    private static final Duration COURSE = Duration.ofDays(30);
    private static final int STEPS = 50;

    private final DashboardService dashboards;
    private final ProgressHistoryService history;
    private final MigrationJobService jobs;
    private final LiveStream live;

    DashboardPages(
            DashboardService dashboards, ProgressHistoryService history, MigrationJobService jobs, LiveStream live) {
        this.dashboards = dashboards;
        this.history = history;
        this.jobs = jobs;
        this.live = live;
    }

    /**
     * Says so when a job begins, gets a fiftieth further in its phase, or ends.
     *
     * @param seen what the reader's page was made of
     */
    @GetMapping(path = "/dashboard/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(@RequestParam(defaultValue = "") String seen) {
        running();
        return live.open(seen, () -> new LiveStream.State(running(), false));
    }

    private List<String> running() {
        JobFilter filter = new JobFilter(JobStatus.RUNNING, null, null);
        return jobs.list(filter, PageQuery.first(PageQuery.MAX_SIZE)).items().stream()
                .map(DashboardPages::step)
                .toList();
    }

    private static String step(MigrationJob job) {
        MigrationJob.Progress progress = job.progress();
        return progress == null || progress.total() == 0
                ? job.id() + " begins"
                : job.id() + " " + progress.phase() + " " + progress.done() * STEPS / progress.total();
    }

    @GetMapping("/")
    String dashboard(Model model) {
        if (!Actor.current().may(Right.REPORT_READ)) {
            return "redirect:/" + (Actor.current().may(Right.AUDIT_READ) ? "audit-events" : "account/rights");
        }
        Dashboard dashboard = dashboards.dashboard();
        List<Dashboard.Source> sources = Objects.requireNonNullElse(dashboard.sources(), List.of());
        Map<Progress, Long> objects = new EnumMap<>(Progress.class);
        for (Progress part : Progress.values()) {
            objects.put(part, 0L);
        }
        sources.forEach(
                s -> s.objects().forEach((status, count) -> objects.merge(Progress.of(status), count, Long::sum)));
        Map<String, Long> jobs = new HashMap<>();
        for (JobStatus status : JobStatus.values()) {
            Long count = dashboard.jobs() == null
                    ? null
                    : dashboard.jobs().byStatus().get(status);
            jobs.put(status.name(), count == null ? 0 : count);
        }
        model.addAttribute("dashboard", dashboard);
        model.addAttribute("seen", Actor.current().may(Right.MIGRATION_JOB_READ) ? LiveStream.mark(running()) : null);
        model.addAttribute("jobs", jobs);
        model.addAttribute("objects", Share.of(objects));
        model.addAttribute(
                "objectTotal",
                objects.values().stream().mapToLong(Long::longValue).sum());
        model.addAttribute(
                "sourceClients",
                sources.stream().mapToLong(Dashboard.Source::clients).sum());
        List<ProgressSample> samples = history.history(COURSE);
        model.addAttribute(
                "objectCourse",
                CourseChart.of(
                        samples,
                        List.of(
                                new CourseChart.Series(
                                        "course.all", 6, s -> s.objectsMigrated() + s.objectsRemaining()),
                                new CourseChart.Series("course.migrated", 1, ProgressSample::objectsMigrated))));
        model.addAttribute(
                "clientCourse",
                CourseChart.of(
                        samples,
                        List.of(
                                new CourseChart.Series(
                                        "course.all", 6, s -> Math.max(s.clientsAtSources(), s.clientsMigrated())),
                                new CourseChart.Series("course.migrated", 2, ProgressSample::clientsMigrated))));
        model.addAttribute(
                "throughput", CourseChart.throughput(samples, "course.content", 3, ProgressSample::contentBytes));
        return "dashboard";
    }

    /** The statuses of objects as the dashboard puts them together, in the order of its bar. */
    enum Progress {
        MIGRATED,
        MODIFIED,
        PENDING,
        FAILED,
        REMAINING,
        LEFT_OUT;

        static Progress of(EntityStatus status) {
            return switch (status) {
                case MIGRATED -> MIGRATED;
                case MODIFIED -> MODIFIED;
                case RUNNING, PENDING_CONTENT, PENDING_SCHEDULE, SCHEDULED -> PENDING;
                case FAILED -> FAILED;
                case AVAILABLE -> REMAINING;
                case EXCLUDED, REMOVED -> LEFT_OUT;
            };
        }
    }
}
