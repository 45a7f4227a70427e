package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.LiveStream;
import org.godwit.console.page.Notice;
import org.godwit.gathering.GatheringService;
import org.godwit.gathering.GatheringState;
import org.godwit.gathering.GatheringStatus;
import org.godwit.hierarchy.SourceHierarchyService;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Data gathering of a source hierarchy: where it stands, what was gathered, and starting and stopping it. */
@Controller
@RequestMapping("/source-hierarchies/{id}")
class GatheringPages {

    private final SourceHierarchyService hierarchies;
    private final GatheringService gatherings;
    private final LiveStream live;

    GatheringPages(SourceHierarchyService hierarchies, GatheringService gatherings, LiveStream live) {
        this.hierarchies = hierarchies;
        this.gatherings = gatherings;
        this.live = live;
    }

    @GetMapping("/gatherings")
    String list(@PathVariable long id, ListRequest request, Model model) {
        model.addAttribute("hierarchy", hierarchies.get(id));
        model.addAttribute("gatherings", request.show(gatherings.list(id, request.query())));
        return "hierarchy/gatherings";
    }

    @GetMapping("/gatherings/{number}")
    String show(@PathVariable long id, @PathVariable int number, Model model) {
        model.addAttribute("hierarchy", hierarchies.get(id));
        model.addAttribute("gathering", gatherings.get(id, number));
        return "hierarchy/gathering";
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(@PathVariable long id) {
        gatherings.state(id);
        return live.open(() -> {
            GatheringState state = gatherings.state(id);
            return new LiveStream.State(state, state.status() != GatheringStatus.RUNNING);
        });
    }

    /** The live panel, asked for when the stream says that something changed. */
    @GetMapping("/gathering-state")
    String state(@PathVariable long id, Model model, HttpServletResponse response) {
        GatheringState state = gatherings.state(id);
        if (state.status() != GatheringStatus.RUNNING) {
            response.setHeader("HX-Refresh", "true"); // what stands around the panel changed as well
        }
        model.addAttribute("hierarchy", hierarchies.get(id));
        model.addAttribute("state", state);
        return "hierarchy/show :: gathering";
    }

    @PostMapping("/gather")
    String gather(@PathVariable long id, RedirectAttributes flash) {
        Notice.leave(flash, "gathering.started", gatherings.start(id));
        return "redirect:/source-hierarchies/" + id;
    }

    @PostMapping("/stop-gathering")
    String stop(@PathVariable long id, RedirectAttributes flash) {
        hierarchies.stopGathering(id);
        Notice.leave(flash, "gathering.stopped");
        return "redirect:/source-hierarchies/" + id;
    }

    @PostMapping("/resume-gathering")
    String resume(@PathVariable long id, RedirectAttributes flash) {
        hierarchies.resumeGathering(id);
        Notice.leave(flash, "gathering.resumed");
        return "redirect:/source-hierarchies/" + id;
    }
}
