package org.godwit.agent.wire;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;

/** What servers and agents must have in common. */
public final class Protocol {

    /** Servers give work to agents of the same number only; it rises when an order or a result changes its form. */
    public static final int NUMBER = 4;

    /** The engine's table for agents. */
    public static final String SCHEDULE_TABLE = "agent_scheduled_tasks";

    /** Priority of orders that wait until nothing else does, and make room for it. */
    public static final int LAST = Short.MIN_VALUE;

    private Protocol() {}

    /**
     * What the schedule tells an agent: which order to look at.
     *
     * @param orderId id in {@code agent_order}
     * @param correlationId of the request that caused it, which the agent's log lines bear as well; null if there was none
     */
    public record OrderData(long orderId, @Nullable String correlationId) {}

    /** The task that agents of a location take, and no others. */
    public static TaskDescriptor<OrderData> task(String location) {
        return TaskDescriptor.of("content@" + location, OrderData.class);
    }

    /**
     * @return the name as given
     * @throws GodwitException {@code AGENT_LOCATION_INVALID}
     */
    public static String requireLocation(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw GodwitException.invalid(
                    "AGENT_LOCATION_INVALID",
                    "A location's name is 1 to 64 letters, digits, dots, hyphens or underscores.",
                    "Choose a name such as PARIS or branch-17.");
        }
        return name;
    }
}
