@NullMarked
package org.godwit.report;

import org.jspecify.annotations.NullMarked;
