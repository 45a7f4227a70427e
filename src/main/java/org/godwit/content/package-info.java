/** Verified copying of content library bytes. Knows neither Spring nor JPA. */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package org.godwit.content;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
