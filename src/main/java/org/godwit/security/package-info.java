/** The words of authorisation: rights, who acts, and the annotation that names the right a service method needs. */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package org.godwit.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
