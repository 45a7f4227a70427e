/** Alerts: what needs a person's attention. */
@ApplicationModule(allowedDependencies = {"shared", "security", "audit"})
@NullMarked
package org.godwit.alert;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
