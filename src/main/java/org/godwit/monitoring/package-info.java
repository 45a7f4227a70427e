/** How the server is: metrics, health of each component, and the log that administrators of the field know. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "security",
            "audit",
            "credential",
            "schedule",
            "hierarchy",
            "distribution",
            "gathering",
            "job",
            "alert"
        })
@NullMarked
package org.godwit.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
