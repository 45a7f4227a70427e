/** Reports and the dashboard's figures: what other modules know, put side by side. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "security",
            "schedule",
            "audit",
            "site",
            "hierarchy",
            "catalog",
            "client",
            "distribution",
            "job",
            "gathering"
        })
@NullMarked
package org.godwit.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
