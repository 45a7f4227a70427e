package org.godwit.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.godwit.report.Dashboard;
import org.godwit.report.DashboardService;
import org.godwit.report.Report;
import org.godwit.report.ReportService;
import org.godwit.shared.Csv;
import org.godwit.shared.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The dashboard's figures, and the reports as JSON, CSV or HTML. */
@RestController
@RequestMapping("/api/v1")
class ReportController {

    private final DashboardService dashboard;
    private final ReportService reports;

    ReportController(DashboardService dashboard, ReportService reports) {
        this.dashboard = dashboard;
        this.reports = reports;
    }

    @GetMapping("/dashboard")
    Dashboard dashboard() {
        return dashboard.dashboard();
    }

    @GetMapping("/reports")
    Page<Report.Description> list() {
        List<Report.Description> all = reports.list();
        return new Page<>(all, 0, all.size(), all.size());
    }

    @GetMapping("/reports/{name}")
    ResponseEntity<Object> report(@PathVariable String name, @RequestParam Map<String, String> parameters)
            throws IOException {
        Format format = Formats.of(Format.class, parameters.getOrDefault("format", "json"));
        Report report = reports.report(name, parameters);
        return switch (format) {
            case JSON ->
                ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(report);
            case CSV ->
                ResponseEntity.ok()
                        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                        .body(csv(report));
            case HTML ->
                ResponseEntity.ok()
                        .contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
                        .body(report.html());
        };
    }

    private static String csv(Report report) throws IOException {
        StringBuilder out = new StringBuilder();
        Csv.line(out, report.columns());
        for (List<@Nullable Object> row : report.rows()) {
            Csv.line(out, row);
        }
        return out.toString();
    }

    private enum Format {
        JSON,
        CSV,
        HTML
    }
}
