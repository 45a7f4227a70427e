/** The audit trail: every change, sign-in, refusal and bulk read, hash-chained and verifiable. */
@ApplicationModule(allowedDependencies = {"shared", "security"})
@NullMarked
package org.godwit.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
