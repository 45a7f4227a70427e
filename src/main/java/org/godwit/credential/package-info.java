/** With which account: the accounts admins give, and the vault that keeps their secrets. */
@ApplicationModule(allowedDependencies = {"shared", "security", "audit"})
@NullMarked
package org.godwit.credential;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
