@NullMarked
package org.godwit.console.page;

import org.jspecify.annotations.NullMarked;
