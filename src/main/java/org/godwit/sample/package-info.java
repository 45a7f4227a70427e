/** Generates a sample source site in the real formats: site database views and a content library. */
@ApplicationModule(allowedDependencies = {"shared", "content"})
@NullMarked
package org.godwit.sample;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
