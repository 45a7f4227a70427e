/** Mail out, over a server that an administrator names; nothing is sent before. */
@ApplicationModule(allowedDependencies = {"shared", "security", "audit", "credential", "schedule"})
@NullMarked
package org.godwit.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
