/** Windows shares of a source or destination, opened over SMB 3. */
@NamedInterface("share")
@NullMarked
package org.godwit.site.share;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
