/** The demo: a sample source site, gathered and migrated from one command. */
@ApplicationModule
@NullMarked
package org.godwit.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
