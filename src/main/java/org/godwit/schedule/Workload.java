package org.godwit.schedule;

/**
 * What this node's scheduler does at this moment.
 *
 * @param node name under which the node takes work, unique for each start, at most 50 characters
 * @param threads tasks it executes at a time
 * @param running tasks it executes now
 */
public record Workload(String node, int threads, int running) {

    /** Asks this node's scheduler. */
    public interface Probe {
        Workload now();

        /** Whether this node takes work at all. */
        boolean started();
    }
}
