/** Adapters to a source site: its site database (site.sql) and its SMS Provider (site.provider). */
@ApplicationModule(allowedDependencies = {"shared", "credential"})
@NullMarked
package org.godwit.site;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
