/** Directories for tests. */
@NullMarked
package org.godwit.access.directory;

import org.jspecify.annotations.NullMarked;
