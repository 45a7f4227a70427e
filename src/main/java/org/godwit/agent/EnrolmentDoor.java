package org.godwit.agent;

import org.godwit.agent.wire.EnrolmentAnswer;
import org.godwit.agent.wire.EnrolmentRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The one route of the REST interface that takes an enrolment token instead of a sign-in. */
@RestController
class EnrolmentDoor {

    private final AgentEnrolments enrolments;

    EnrolmentDoor(AgentEnrolments enrolments) {
        this.enrolments = enrolments;
    }

    @PostMapping("/api/v1/agents/enrol")
    EnrolmentAnswer enrol(@RequestBody EnrolmentRequest request) {
        return enrolments.enrol(request);
    }
}
