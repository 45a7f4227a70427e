package org.godwit.client;

import java.util.Arrays;
import java.util.BitSet;

/** The clients that a job takes, as gathered: ResourceIDs in ascending order, and which of them are blocked. */
final class PlannedClients {

    private static final int FIRST_CAPACITY = 1 << 12;

    private long[] resourceIds = new long[FIRST_CAPACITY];
    private final BitSet blocked = new BitSet();
    private int size;

    /** @param resourceId greater than any before */
    void add(long resourceId, boolean isBlocked) {
        if (size == resourceIds.length) {
            resourceIds = Arrays.copyOf(resourceIds, size * 2);
        }
        resourceIds[size] = resourceId;
        blocked.set(size, isBlocked);
        size++;
    }

    int size() {
        return size;
    }

    boolean contains(long resourceId) {
        return position(resourceId) >= 0;
    }

    /** False also for one that is not planned. */
    boolean blocked(long resourceId) {
        int position = position(resourceId);
        return position >= 0 && blocked.get(position);
    }

    private int position(long resourceId) {
        return Arrays.binarySearch(resourceIds, 0, size, resourceId);
    }
}
