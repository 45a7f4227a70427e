package org.godwit.console;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.godwit.agent.Agent;
import org.godwit.agent.AgentLocation;
import org.godwit.agent.AgentService;
import org.godwit.console.page.Notice;
import org.godwit.distribution.DistributionPoint;
import org.godwit.distribution.DistributionPointService;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Agents near distribution points: who they are, which points their locations serve, and how another one is added. */
@Controller
@RequestMapping("/agents")
class AgentPages {

    private final AgentService agents;
    private final DistributionPointService points;

    AgentPages(AgentService agents, DistributionPointService points) {
        this.agents = agents;
        this.points = points;
    }

    @GetMapping
    String list(Model model) {
        List<DistributionPoint> known = known();
        model.addAttribute("agents", agents.list());
        model.addAttribute("locations", agents.locations());
        model.addAttribute("points", known);
        model.addAttribute("pointNames", names(known));
        return "report/agents";
    }

    /** What one agent works on now, and the last lines of its log. */
    @GetMapping("/{id}")
    String one(@PathVariable long id, Model model) {
        model.addAttribute("work", agents.work(id));
        model.addAttribute("lines", agents.log(id));
        model.addAttribute("pointNames", names(known()));
        model.addAttribute(
                "agent",
                agents.list().stream().filter(a -> a.id() == id).findFirst().orElseThrow());
        return "report/agent";
    }

    private List<DistributionPoint> known() {
        return Actor.current().may(Right.DISTRIBUTION_POINT_READ)
                ? points.list(PageQuery.first(PageQuery.MAX_SIZE)).items()
                : List.of();
    }

    private static Map<String, String> names(List<DistributionPoint> points) {
        return points.stream().collect(Collectors.toMap(p -> String.valueOf(p.id()), DistributionPoint::name));
    }

    /** Answers with the page itself, not a redirect: the token is shown this once and kept nowhere. */
    @PostMapping("/enrolments")
    String invite(@RequestParam(defaultValue = "") String location, Model model) {
        model.addAttribute("enrolment", agents.invite(location.strip()));
        model.addAttribute(
                "server", ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
        return list(model);
    }

    @PostMapping("/locations")
    String saveLocation(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) @Nullable List<Long> point,
            @RequestParam(defaultValue = "false") boolean serverMayHelp,
            @RequestParam(defaultValue = "0") int megabytesPerSecond,
            @RequestParam(defaultValue = "0") int pointsAtATime,
            RedirectAttributes flash) {
        AgentLocation saved = agents.saveLocation(new AgentLocation(
                name.strip(),
                point == null ? List.of() : point,
                agents.locations().stream()
                        .filter(l -> l.name().equalsIgnoreCase(name.strip()))
                        .flatMap(l -> l.sourcePoints().stream())
                        .toList(),
                serverMayHelp,
                megabytesPerSecond,
                pointsAtATime));
        Notice.leave(flash, "agent.location.saved", saved.name());
        return "redirect:/agents";
    }

    @PostMapping("/{id}/maintenance")
    String maintenance(@PathVariable long id, @RequestParam boolean on, RedirectAttributes flash) {
        Agent agent = agents.maintenance(id, on);
        Notice.leave(flash, on ? "agent.maintenance.begun" : "agent.maintenance.ended", agent.name());
        return "redirect:/agents";
    }

    @PostMapping("/{id}/revoke")
    String revoke(@PathVariable long id, RedirectAttributes flash) {
        Notice.leave(flash, "agent.revoked", agents.revoke(id).name());
        return "redirect:/agents";
    }
}
