/** The command line: speaks HTTP to the REST interface only. */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package org.godwit.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
