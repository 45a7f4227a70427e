/** The web console: pages over the services; no SQL and no rules. */
@ApplicationModule
@NullMarked
package org.godwit.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
