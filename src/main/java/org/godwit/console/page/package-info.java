/** What every page of the console is made with: its frame, lists, formats and errors. */
@NullMarked
package org.godwit.console.page;

import org.jspecify.annotations.NullMarked;
