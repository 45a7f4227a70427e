@NullMarked
package org.godwit.maintenance;

import org.jspecify.annotations.NullMarked;
