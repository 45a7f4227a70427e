/** Active Directory: who an account is and which groups it belongs to, asked over LDAPS. */
@NullMarked
package org.godwit.access.directory;

import org.jspecify.annotations.NullMarked;
