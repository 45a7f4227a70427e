package org.godwit.console;

import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.godwit.live.LiveComparison;
import org.godwit.live.LiveDestinationService;
import org.godwit.live.LiveDifference;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Blocks at a real destination site: comparisons with what is blocked here, and blocking there what is not. */
@Controller
@RequestMapping("/live-destination")
class LiveDestinationPages {

    private final LiveDestinationService live;

    LiveDestinationPages(LiveDestinationService live) {
        this.live = live;
    }

    @GetMapping
    String show(ListRequest request, Model model) {
        model.addAttribute("live", live.get());
        model.addAttribute("comparisons", request.show(live.comparisons(request.query())));
        return "client/live";
    }

    @GetMapping("/comparisons/{id}")
    String comparison(@PathVariable long id, ListRequest request, Model model) {
        model.addAttribute("one", live.comparison(id));
        model.addAttribute("kinds", LiveDifference.Kind.values());
        model.addAttribute(
                "differences",
                request.show(live.differences(id, request.oneOf("kind", LiveDifference.Kind.class), request.query())));
        return "client/live-comparison";
    }

    @PostMapping("/comparisons")
    String begin(@RequestParam LiveComparison.Mode mode, RedirectAttributes flash) {
        LiveComparison begun = live.begin(mode);
        Notice.leave(flash, "live.begun");
        return "redirect:/live-destination/comparisons/" + begun.id();
    }
}
