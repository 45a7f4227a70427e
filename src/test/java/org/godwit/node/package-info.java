@NullMarked
package org.godwit.node;

import org.jspecify.annotations.NullMarked;
