/** Forms that somebody has begun in the console and not sent yet: kept for their owner alone, in force nowhere. */
@ApplicationModule(allowedDependencies = {"shared", "security"})
@NullMarked
package org.godwit.draft;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
