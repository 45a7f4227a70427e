/** Keeping the server: backup and restore, read-only maintenance, retention, and no start on a schema it does not know. */
@ApplicationModule(allowedDependencies = {"shared", "security", "audit", "schedule"})
@NullMarked
package org.godwit.maintenance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
