@NullMarked
package org.godwit.monitoring;

import org.jspecify.annotations.NullMarked;
