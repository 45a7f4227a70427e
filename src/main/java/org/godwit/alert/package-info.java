/** Alerts: what needs a person's attention, in the console and, where an administrator asked for it, by mail and webhook. */
@ApplicationModule(allowedDependencies = {"shared", "security", "audit", "credential", "schedule", "mail"})
@NullMarked
package org.godwit.alert;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
