package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.console.page.CsvFile;
import org.godwit.console.page.Fault;
import org.godwit.report.Report;
import org.godwit.report.ReportService;
import org.godwit.shared.Csv;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The reports, on a page and as CSV. */
@Controller
@RequestMapping("/reports")
class ReportPages {

    /** Rows on the page; the CSV has them all. */
    private static final int SHOWN = 500;

    private final ReportService reports;
    private final SourceChoice sources;

    ReportPages(ReportService reports, SourceChoice sources) {
        this.reports = reports;
        this.sources = sources;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("reports", reports.list());
        return "report/list";
    }

    @GetMapping("/{name}")
    String show(@PathVariable String name, @RequestParam Map<String, String> parameters, Model model) {
        Report.Description description = reports.list().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow(() -> GodwitException.notFound(
                        "REPORT_UNKNOWN", "There is no such report.", "Choose one from the list of reports."));
        model.addAttribute("description", description);
        model.addAttribute("parameters", parameters);
        model.addAttribute("sources", sources.all());
        if (parameters.keySet().containsAll(description.parameters())) {
            Map<String, String> known = new HashMap<>(parameters);
            known.keySet().retainAll(description.parameters());
            run(name, known, model);
        }
        return "report/show";
    }

    @GetMapping("/{name}/csv")
    void csv(@PathVariable String name, @RequestParam Map<String, String> parameters, HttpServletResponse response)
            throws IOException {
        Report report = reports.report(name, parameters);
        Writer out = CsvFile.begin(response, name + ".csv");
        Csv.line(out, report.columns());
        for (List<@Nullable Object> row : report.rows()) {
            Csv.line(out, row);
        }
    }

    private void run(String name, Map<String, String> parameters, Model model) {
        try {
            Report report = reports.beginning(name, parameters, SHOWN + 1);
            List<List<@Nullable Object>> rows = report.rows();
            UriComponentsBuilder csv = UriComponentsBuilder.fromPath("/reports/" + name + "/csv");
            parameters.keySet().forEach(p -> csv.queryParam(p, "{" + p + "}"));
            model.addAttribute("csv", csv.encode().buildAndExpand(parameters).toUriString());
            model.addAttribute("report", report);
            model.addAttribute("rows", rows.subList(0, Math.min(SHOWN, rows.size())));
        } catch (GodwitException e) {
            model.addAttribute("fault", Fault.of(e));
        }
    }
}
