package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.godwit.alert.Alert;
import org.godwit.alert.AlertService;
import org.godwit.console.page.Columns;
import org.godwit.console.page.CsvFile;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Alerts: what needs a person, until somebody takes care of it. */
@Controller
@RequestMapping("/alerts")
class AlertPages {

    private static final Columns COLUMNS =
            Columns.of(5, "severity", "what", "times", "lastAt", "acknowledged", "kind", "subject", "firstAt");

    private final AlertService alerts;

    AlertPages(AlertService alerts) {
        this.alerts = alerts;
    }

    @GetMapping
    String list(ListRequest request, Model model) {
        model.addAttribute("alerts", request.show(alerts.list(request.flag("open"), request.query()), COLUMNS));
        return "report/alerts";
    }

    @GetMapping("/csv")
    void csv(ListRequest request, HttpServletResponse response) throws IOException {
        CsvFile.write(
                response, "alerts.csv", request, COLUMNS, q -> alerts.list(request.flag("open"), q), AlertPages::cell);
    }

    /** Takes care of the ticked ones. Nothing is lost by it: whatever arises again makes a new alert. */
    @PostMapping("/acknowledge")
    String acknowledge(@RequestParam(required = false) @Nullable List<Long> id, RedirectAttributes flash) {
        List<Long> chosen = id == null ? List.of() : id;
        chosen.forEach(alerts::acknowledge);
        Notice.leave(flash, "alert.acknowledged.notice", chosen.size());
        return "redirect:/alerts?open=true";
    }

    private static @Nullable Object cell(Alert alert, String column) {
        return switch (column) {
            case "severity" -> alert.severity();
            case "what" -> alert.message();
            case "times" -> alert.occurrences();
            case "lastAt" -> alert.lastAt();
            case "acknowledged" -> alert.acknowledgedBy();
            case "kind" -> alert.kind();
            case "subject" -> alert.subjectType() + " " + alert.subjectId();
            case "firstAt" -> alert.firstAt();
            default -> null;
        };
    }
}
