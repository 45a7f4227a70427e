package org.godwit.api;

import org.godwit.monitoring.SupportBundle;
import org.godwit.monitoring.SupportBundleService;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The texts of a support bundle, to be read before they are saved. */
@RestController
@RequestMapping("/api/v1/support-bundles")
class SupportBundleController {

    private final SupportBundleService bundles;

    SupportBundleController(SupportBundleService bundles) {
        this.bundles = bundles;
    }

    @PostMapping
    SupportBundle make() {
        return bundles.make();
    }
}
