@NullMarked
package org.godwit.archive;

import org.jspecify.annotations.NullMarked;
