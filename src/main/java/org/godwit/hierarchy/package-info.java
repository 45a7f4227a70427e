/** Source hierarchies: definition, preflight, finish. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "security",
            "audit",
            "credential",
            "schedule",
            "site",
            "site :: provider",
            "site :: share"
        })
@NullMarked
package org.godwit.hierarchy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
