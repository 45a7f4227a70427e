/** Reports and the dashboard's figures. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "security",
            "hierarchy",
            "catalog",
            "destination",
            "client",
            "distribution",
            "job",
            "gathering",
            "audit"
        })
@NullMarked
package org.godwit.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
