/** What reviewers of job creations keep for themselves and each other, and telling them of what is unusual. */
@ApplicationModule(allowedDependencies = {"shared", "security", "audit", "mail"})
@NullMarked
package org.godwit.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
