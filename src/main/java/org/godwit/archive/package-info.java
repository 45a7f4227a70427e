/** The source's own audit messages, which no migration takes along, sealed before the source goes away. */
@ApplicationModule(allowedDependencies = {"shared", "security", "audit", "schedule", "site", "hierarchy"})
@NullMarked
package org.godwit.archive;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
