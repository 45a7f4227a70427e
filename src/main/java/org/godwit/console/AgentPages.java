package org.godwit.console;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.godwit.agent.Agent;
import org.godwit.agent.AgentLocation;
import org.godwit.agent.AgentService;
import org.godwit.console.page.LiveStream;
import org.godwit.console.page.Notice;
import org.godwit.distribution.DistributionPointName;
import org.godwit.distribution.SourceDistributionPointService;
import org.godwit.distribution.SourcePointName;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Agents near distribution points: who they are, which points their locations serve, and how another one is added. */
@Controller
@RequestMapping("/agents")
class AgentPages {

    private final AgentService agents;
    private final PointChoice points;
    private final SourceDistributionPointService sourcePoints;
    private final LiveStream live;

    AgentPages(AgentService agents, PointChoice points, SourceDistributionPointService sourcePoints, LiveStream live) {
        this.agents = agents;
        this.points = points;
        this.sourcePoints = sourcePoints;
        this.live = live;
    }

    @GetMapping
    String list(Model model) {
        List<Agent> all = agents.list();
        model.addAttribute("agents", all);
        model.addAttribute("locations", agents.locations());
        model.addAttribute(
                "available",
                all.stream()
                        .filter(a -> a.state() == Agent.State.AVAILABLE)
                        .collect(Collectors.groupingBy(Agent::location, Collectors.counting())));
        return "report/agents";
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live() {
        return live.open(() -> new LiveStream.State(agents.list(), false));
    }

    @GetMapping(path = "/{id}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(@PathVariable long id) {
        return live.open(() -> new LiveStream.State(List.of(agents.list(), agents.work(id), agents.log(id)), false));
    }

    /** What one agent works on now, and the last lines of its log. */
    @GetMapping("/{id}")
    String one(@PathVariable long id, Model model) {
        model.addAttribute("work", agents.work(id));
        model.addAttribute("lines", agents.log(id));
        model.addAttribute(
                "pointNames",
                points.all().stream()
                        .collect(Collectors.toMap(p -> String.valueOf(p.id()), DistributionPointName::name)));
        model.addAttribute(
                "agent",
                agents.list().stream().filter(a -> a.id() == id).findFirst().orElseThrow());
        return "report/agent";
    }

    /** Which points a location serves and is near, and what its agents may take. */
    @GetMapping("/locations/{name}")
    String location(@PathVariable String name, Model model) {
        AgentLocation location = agents.location(name);
        Map<Long, String> elsewhere = new HashMap<>();
        Map<Long, String> nearElsewhere = new HashMap<>();
        agents.locations().stream()
                .filter(l -> !l.name().equals(location.name()))
                .forEach(other -> {
                    other.distributionPoints().forEach(point -> elsewhere.put(point, other.name()));
                    other.sourcePoints().forEach(point -> nearElsewhere.put(point, other.name()));
                });
        model.addAttribute("location", location);
        model.addAttribute(
                "serves",
                picks(
                        points.all().stream()
                                .map(p -> new Pick(
                                        p.id(),
                                        p.name(),
                                        p.siteCode(),
                                        elsewhere.get(p.id()),
                                        location.distributionPoints().contains(p.id())))
                                .toList(),
                        location.distributionPoints()));
        model.addAttribute(
                "near",
                picks(
                        sourcePoints().stream()
                                .map(p -> new Pick(
                                        p.id(),
                                        p.serverName(),
                                        p.siteCode(),
                                        nearElsewhere.get(p.id()),
                                        location.sourcePoints().contains(p.id())))
                                .toList(),
                        location.sourcePoints()));
        return "report/agent-location";
    }

    /**
     * A point that can be ticked.
     *
     * @param elsewhere the location that has it now; null for none, or this one
     */
    record Pick(
            long id, String name, String siteCode, @Nullable String elsewhere, boolean ticked) {}

    /** Those that are ticked first; one that cannot be seen or is gone stays, by its number. */
    private static List<Pick> picks(List<Pick> seen, List<Long> ticked) {
        Set<Long> known = seen.stream().map(Pick::id).collect(Collectors.toSet());
        return Stream.concat(
                        ticked.stream()
                                .filter(id -> !known.contains(id))
                                .map(id -> new Pick(id, String.valueOf(id), "", null, true)),
                        seen.stream())
                .sorted(Comparator.comparing(Pick::ticked).reversed().thenComparing(Pick::name))
                .toList();
    }

    private List<SourcePointName> sourcePoints() {
        return Actor.current().may(Right.SOURCE_HIERARCHY_READ)
                ? sourcePoints.names().stream().filter(SourcePointName::present).toList()
                : List.of();
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
            @RequestParam(required = false) @Nullable List<Long> source,
            @RequestParam(defaultValue = "false") boolean serverMayHelp,
            @RequestParam(defaultValue = "0") int megabytesPerSecond,
            @RequestParam(defaultValue = "0") int pointsAtATime,
            RedirectAttributes flash) {
        AgentLocation saved = agents.saveLocation(new AgentLocation(
                name.strip(),
                point == null ? List.of() : point,
                source == null ? List.of() : source,
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
