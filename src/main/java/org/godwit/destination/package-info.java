/** Objects as they are in the destination hierarchy, with where each came from. */
@ApplicationModule(allowedDependencies = {"shared", "security", "audit", "site"})
@NullMarked
package org.godwit.destination;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
