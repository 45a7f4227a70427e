package org.godwit.api;

import org.godwit.access.SecurityPosture;
import org.godwit.access.SecurityPostureService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How well this installation is kept. */
@RestController
@RequestMapping("/api/v1/security-posture")
class SecurityPostureController {

    private final SecurityPostureService posture;

    SecurityPostureController(SecurityPostureService posture) {
        this.posture = posture;
    }

    @GetMapping
    SecurityPosture show() {
        return posture.posture();
    }
}
