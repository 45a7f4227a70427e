package org.godwit.console;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.catalog.EntityStatus;
import org.godwit.console.page.Share;
import org.godwit.job.JobStatus;
import org.godwit.report.Dashboard;
import org.godwit.report.DashboardService;
import org.godwit.report.ProgressHistoryService;
import org.godwit.report.ProgressSample;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: how migration stands. */
@Controller
class DashboardPages {

    private static final Duration COURSE = Duration.ofDays(30);

    private final DashboardService dashboards;
    private final ProgressHistoryService history;

    DashboardPages(DashboardService dashboards, ProgressHistoryService history) {
        this.dashboards = dashboards;
        this.history = history;
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
