/** Tests of distribution points and transfers. */
@NullMarked
package org.godwit.distribution;

import org.jspecify.annotations.NullMarked;
