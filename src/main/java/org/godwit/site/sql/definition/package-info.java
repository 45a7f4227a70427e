/** What is read of each object type of a source, declared: a new type is one small file here, and its line in the list. */
@NullMarked
package org.godwit.site.sql.definition;

import org.jspecify.annotations.NullMarked;
