/** Words every module uses: site code, SMSID, errors, pages, digests. Depends on nothing. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.godwit.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
