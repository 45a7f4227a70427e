/** What integration tests share: the server under test, and where a SQL Server comes from. */
@NullMarked
package org.godwit.testing;

import org.jspecify.annotations.NullMarked;
