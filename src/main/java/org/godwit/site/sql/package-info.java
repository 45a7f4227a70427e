/** The site database adapter: reads the documented views of a site database over JDBC, and never writes. */
@NullMarked
package org.godwit.site.sql;

import org.jspecify.annotations.NullMarked;
