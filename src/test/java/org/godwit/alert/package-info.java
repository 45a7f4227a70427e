@NullMarked
package org.godwit.alert;

import org.jspecify.annotations.NullMarked;
