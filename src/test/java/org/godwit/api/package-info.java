@NullMarked
package org.godwit.api;

import org.jspecify.annotations.NullMarked;
