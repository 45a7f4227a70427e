/** Tests of verified copying. */
@NullMarked
package org.godwit.content;

import org.jspecify.annotations.NullMarked;
