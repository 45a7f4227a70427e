@NullMarked
package org.godwit.job;

import org.jspecify.annotations.NullMarked;
