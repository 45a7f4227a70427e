/** Tests of the live destination. */
@NullMarked
package org.godwit.live;

import org.jspecify.annotations.NullMarked;
