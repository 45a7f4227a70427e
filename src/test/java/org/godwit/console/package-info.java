@NullMarked
package org.godwit.console;

import org.jspecify.annotations.NullMarked;
