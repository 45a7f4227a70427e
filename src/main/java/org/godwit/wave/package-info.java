/** Waves: the clients of a source in phases, one migration job after the other. */
@ApplicationModule(allowedDependencies = {"shared", "security", "audit", "client", "job"})
@NullMarked
package org.godwit.wave;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
