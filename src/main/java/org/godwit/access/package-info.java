/** Administrative users, security roles and scopes, API tokens, and how they sign in. */
@ApplicationModule(allowedDependencies = {"shared", "security", "audit", "credential"})
@NullMarked
package org.godwit.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
