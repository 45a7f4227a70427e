/** The agent's own process: it takes orders of its place from the schedule, does them, and gives results. */
@NullMarked
package org.godwit.agent.process;

import org.jspecify.annotations.NullMarked;
