@NullMarked
package org.godwit.agent;

import org.jspecify.annotations.NullMarked;
