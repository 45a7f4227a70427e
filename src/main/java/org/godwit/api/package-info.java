/** The REST front door: maps requests to services; no SQL and no rules. */
@ApplicationModule
@NullMarked
package org.godwit.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
