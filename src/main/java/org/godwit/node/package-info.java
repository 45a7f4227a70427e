/** Where: the machines that serve this database. */
@ApplicationModule(allowedDependencies = {"shared", "security", "schedule"})
@NullMarked
package org.godwit.node;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
