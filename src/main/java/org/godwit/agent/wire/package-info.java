/** What servers and agents say to each other through the database. */
@NullMarked
package org.godwit.agent.wire;

import org.jspecify.annotations.NullMarked;
