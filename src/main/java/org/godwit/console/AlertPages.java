package org.godwit.console;

import org.godwit.alert.AlertService;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Alerts: what needs a person, until somebody takes care of it. */
@Controller
@RequestMapping("/alerts")
class AlertPages {

    private final AlertService alerts;

    AlertPages(AlertService alerts) {
        this.alerts = alerts;
    }

    @GetMapping
    String list(ListRequest request, Model model) {
        model.addAttribute("alerts", request.show(alerts.list(request.flag("open"), request.query())));
        return "report/alerts";
    }

    @PostMapping("/{id}/acknowledge")
    String acknowledge(@PathVariable long id, RedirectAttributes flash) {
        alerts.acknowledge(id);
        Notice.leave(flash, "alert.acknowledged.notice");
        return "redirect:/alerts?open=true";
    }
}
