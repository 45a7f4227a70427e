/** What was gathered: migration entities, their dependencies and statuses, the exclusion list. */
@ApplicationModule(allowedDependencies = {"shared", "security", "audit", "site", "hierarchy"})
@NullMarked
package org.godwit.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
