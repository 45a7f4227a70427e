/** The agent's own process: it takes orders of its place from the schedule, does them, and gives results. */
@NamedInterface("process")
@NullMarked
package org.godwit.agent.process;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
