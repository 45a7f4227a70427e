/** Tests of waves. */
@NullMarked
package org.godwit.wave;

import org.jspecify.annotations.NullMarked;
