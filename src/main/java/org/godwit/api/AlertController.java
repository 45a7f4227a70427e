package org.godwit.api;

import org.godwit.alert.Alert;
import org.godwit.alert.AlertService;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/alerts}. */
@RestController
@RequestMapping("/api/v1/alerts")
class AlertController {

    private final AlertService alerts;

    AlertController(AlertService alerts) {
        this.alerts = alerts;
    }

    @GetMapping
    Page<Alert> list(@RequestParam(required = false) @Nullable Boolean open, PageQuery query) {
        return alerts.list(open, query);
    }

    @PostMapping("/{id}/acknowledge")
    Alert acknowledge(@PathVariable long id) {
        return alerts.acknowledge(id);
    }
}
