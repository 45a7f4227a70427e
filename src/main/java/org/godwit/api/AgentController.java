package org.godwit.api;

import java.util.List;
import org.godwit.agent.Agent;
import org.godwit.agent.AgentLocation;
import org.godwit.agent.AgentLogLine;
import org.godwit.agent.AgentService;
import org.godwit.agent.AgentWork;
import org.godwit.agent.NewEnrolment;
import org.godwit.shared.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/agents} and {@code /api/v1/agent-locations}. */
@RestController
@RequestMapping("/api/v1")
class AgentController {

    private final AgentService agents;

    AgentController(AgentService agents) {
        this.agents = agents;
    }

    @GetMapping("/agents")
    Page<Agent> list() {
        return Page.whole(agents.list());
    }

    /** The last lines of its log, the newest first. */
    @GetMapping("/agents/{id}/log")
    Page<AgentLogLine> log(@PathVariable long id) {
        return Page.whole(agents.log(id));
    }

    /** What it works on now. */
    @GetMapping("/agents/{id}/work")
    Page<AgentWork> work(@PathVariable long id) {
        return Page.whole(agents.work(id));
    }

    @PutMapping("/agents/{id}/maintenance")
    Agent begin(@PathVariable long id) {
        return agents.maintenance(id, true);
    }

    @DeleteMapping("/agents/{id}/maintenance")
    Agent end(@PathVariable long id) {
        return agents.maintenance(id, false);
    }

    @PostMapping("/agents/{id}/revoke")
    Agent revoke(@PathVariable long id) {
        return agents.revoke(id);
    }

    @GetMapping("/agent-locations")
    Page<AgentLocation> locations() {
        return Page.whole(agents.locations());
    }

    /** Makes or changes a location; without a body a new one that serves no point yet. */
    @PutMapping("/agent-locations/{name}")
    AgentLocation save(@PathVariable String name, @RequestBody Place place) {
        return agents.saveLocation(place.of(name));
    }

    @PostMapping("/agent-locations/{name}/enrolments")
    @ResponseStatus(HttpStatus.CREATED)
    NewEnrolment invite(@PathVariable String name) {
        return agents.invite(name);
    }

    record Place(
            @Nullable List<Long> distributionPoints,
            @Nullable List<Long> sourcePoints,
            @Nullable Boolean serverMayHelp,
            @Nullable Integer megabytesPerSecond,
            @Nullable Integer pointsAtATime) {
        AgentLocation of(String name) {
            return new AgentLocation(
                    name,
                    distributionPoints == null ? List.of() : distributionPoints,
                    sourcePoints == null ? List.of() : sourcePoints,
                    serverMayHelp == null || serverMayHelp,
                    megabytesPerSecond == null ? 0 : megabytesPerSecond,
                    pointsAtATime == null ? 0 : pointsAtATime);
        }
    }
}
