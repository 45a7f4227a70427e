/** The live destination: carries blocks to a real Configuration Manager site, and compares what is blocked there and here. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "security",
            "audit",
            "credential",
            "schedule",
            "site",
            "site :: provider",
            "client"
        })
@NullMarked
package org.godwit.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
