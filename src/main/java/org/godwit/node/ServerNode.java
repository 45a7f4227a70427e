package org.godwit.node;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server process over this database, as it last said of itself.
 *
 * @param name its host and a part that is new with each start
 * @param state what follows from its last heartbeat
 * @param threads tasks it executes at a time
 * @param running tasks it executed at the heartbeat
 * @param cpuLoad of its machine, 0 to 1; null where the machine does not tell
 * @param heapUsed bytes
 * @param heapMax bytes
 * @param work what it has taken from the schedule and not yet given back
 */
public record ServerNode(
        String name,
        String host,
        String version,
        State state,
        Instant startedAt,
        Instant lastHeartbeat,
        int threads,
        int running,
        @Nullable Double cpuLoad,
        long heapUsed,
        long heapMax,
        List<Work> work) {

    public ServerNode {
        work = List.copyOf(work);
    }

    ServerNode with(List<Work> inHand) {
        return new ServerNode(
                name,
                host,
                version,
                state,
                startedAt,
                lastHeartbeat,
                threads,
                running,
                cpuLoad,
                heapUsed,
                heapMax,
                inHand);
    }

    /** Whether the node is there. */
    public enum State {
        ALIVE,
        /** It missed three heartbeats: what it did is taken over by others. */
        GONE
    }

    /**
     * A task in a node's hands.
     *
     * @param task name of the task, e.g. {@code migration-run}
     * @param instance which one, e.g. the run's id and a time
     * @param lastHeartbeat when it last said that it goes on; null if it has not yet
     */
    public record Work(
            String task, String instance, @Nullable Instant lastHeartbeat) {}
}
