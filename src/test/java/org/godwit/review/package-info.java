@NullMarked
package org.godwit.review;

import org.jspecify.annotations.NullMarked;
