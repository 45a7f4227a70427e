/** Distribution points, content transfers between them, and their validation. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "security",
            "audit",
            "credential",
            "schedule",
            "site",
            "hierarchy",
            "catalog",
            "content"
        })
@NullMarked
package org.godwit.distribution;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
