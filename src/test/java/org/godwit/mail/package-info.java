@NullMarked
package org.godwit.mail;

import org.jspecify.annotations.NullMarked;
