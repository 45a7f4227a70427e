/** The SMS Provider adapter: reads what a site database does not show over the AdminService. All it writes are blocks, at the destination. */
@NamedInterface("provider")
@NullMarked
package org.godwit.site.provider;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
