/** Data gathering: reads a source hierarchy into the catalogue, phase by phase. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "security",
            "audit",
            "schedule",
            "site",
            "hierarchy",
            "catalog",
            "client",
            "distribution"
        })
@NullMarked
package org.godwit.gathering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
