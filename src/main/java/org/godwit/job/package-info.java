/** Migration jobs: plan, approve, run, verify. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "security",
            "audit",
            "schedule",
            "site",
            "hierarchy",
            "catalog",
            "destination",
            "client",
            "distribution"
        })
@NullMarked
package org.godwit.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
