package org.godwit.site.sql;

import java.util.Arrays;
import org.godwit.site.SourceDatabase.MarkSink;

/**
 * Change marks while the rows that make them come in, in any order: a hash table of ResourceIDs with open addressing, at most
 * two thirds full, of 24 bytes a place.
 */
final class MarkTable {

    private static final int FIRST_CAPACITY = 1 << 12;
    private static final long FREE = Long.MIN_VALUE;
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private long[] ids = free(FIRST_CAPACITY);
    private long[] devices = new long[FIRST_CAPACITY];
    private long[] discoveries = new long[FIRST_CAPACITY];
    private int size;

    /** @param part {@link ClientMark#ofDevice} of a row */
    void device(long resourceId, long part) {
        int place = place(resourceId); // which may make the arrays anew
        devices[place] += part;
    }

    /** @param part {@link ClientMark#ofDiscovery} of a row */
    void discovered(long resourceId, long part) {
        int place = place(resourceId);
        discoveries[place] += part;
    }

    /** Gives every mark, in ascending ResourceID. */
    void each(MarkSink sink) {
        long[] sorted = Arrays.stream(ids).filter(id -> id != FREE).sorted().toArray();
        for (long id : sorted) {
            int place = place(id);
            sink.accept(id, ClientMark.of(devices[place], discoveries[place]));
        }
    }

    private int place(long resourceId) {
        int place = slot(ids, resourceId);
        if (ids[place] != FREE) {
            return place;
        }
        if ((size + 1) * 3L > ids.length * 2L) {
            grow();
            place = slot(ids, resourceId);
        }
        ids[place] = resourceId;
        size++;
        return place;
    }

    private void grow() {
        int capacity = ids.length * 2;
        long[] moved = free(capacity);
        long[] movedDevices = new long[capacity];
        long[] movedDiscoveries = new long[capacity];
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != FREE) {
                int place = slot(moved, ids[i]);
                moved[place] = ids[i];
                movedDevices[place] = devices[i];
                movedDiscoveries[place] = discoveries[i];
            }
        }
        ids = moved;
        devices = movedDevices;
        discoveries = movedDiscoveries;
    }

    /** Where the id is, or the free place that it is to have. */
    private static int slot(long[] ids, long id) {
        int mask = ids.length - 1;
        int slot = (int) (id * PRIME >>> 32) & mask;
        while (ids[slot] != FREE && ids[slot] != id) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private static long[] free(int capacity) {
        long[] ids = new long[capacity];
        Arrays.fill(ids, FREE);
        return ids;
    }
}
