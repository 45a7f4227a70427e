@NullMarked
package org.godwit.draft;

import org.jspecify.annotations.NullMarked;
