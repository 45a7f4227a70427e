/** When: the db-scheduler engine in the destination database. */
@ApplicationModule(allowedDependencies = {"shared", "security"})
@NullMarked
package org.godwit.schedule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
