package org.godwit.console;

import java.time.Duration;
import java.util.List;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.godwit.distribution.Retirement;
import org.godwit.distribution.RetirementService;
import org.godwit.distribution.RetirementService.NewRetirement;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Content that distribution points give up: planned on the point's page, listed and taken back here. */
@Controller
class RetirementPages {

    private final RetirementService retirements;

    RetirementPages(RetirementService retirements) {
        this.retirements = retirements;
    }

    @GetMapping("/content-retirements")
    String list(ListRequest request, Model model) {
        model.addAttribute(
                "retirements",
                request.show(retirements.list(
                        request.oneOf("status", Retirement.Status.class), request.id("point"), request.query())));
        model.addAttribute("statuses", Retirement.Status.values());
        return "point/retirements";
    }

    /**
     * @param id the packages that are ticked
     * @param days until they go; null for what is configured
     */
    @PostMapping("/distribution-points/{pointId}/retirements")
    String plan(
            @PathVariable long pointId,
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") String why,
            @RequestParam(required = false) @Nullable Integer days,
            RedirectAttributes flash) {
        int made = retirements
                .plan(pointId, new NewRetirement(id, why, days == null ? null : Duration.ofDays(days)))
                .size();
        Notice.leave(flash, "retirement.planned", made);
        return "redirect:/content-retirements?point=" + pointId;
    }

    @PostMapping("/content-retirements/{id}/cancel")
    String cancel(@PathVariable long id, RedirectAttributes flash) {
        Notice.leave(flash, "retirement.cancelled", retirements.cancel(id).packageId());
        return "redirect:/content-retirements";
    }
}
