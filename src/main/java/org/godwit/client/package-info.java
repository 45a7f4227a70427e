/** Client records: gathered blocks, merge rules, the block guard, set-wise migration and its verification. */
@ApplicationModule(allowedDependencies = {"shared", "security", "audit", "site", "hierarchy"})
@NullMarked
package org.godwit.client;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
