package org.godwit.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The change marks of a source's client rows, in ascending ResourceID: 16 bytes a row. */
final class ChangeMarks {

    private static final int FIRST_CAPACITY = 1 << 12;

    private long[] ids = new long[FIRST_CAPACITY];
    private long[] marks = new long[FIRST_CAPACITY];
    private int size;

    void add(long resourceId, long mark) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
            marks = Arrays.copyOf(marks, size * 2);
        }
        ids[size] = resourceId;
        marks[size] = mark;
        size++;
    }

    long last() {
        return size == 0 ? Long.MIN_VALUE : ids[size - 1];
    }

    /** The ResourceIDs that only one side has, or whose marks differ; ascending. */
    List<Long> differing(GatheredIndex gathered) {
        List<Long> found = new ArrayList<>();
        int here = 0;
        int there = 0;
        while (here < size || there < gathered.size()) {
            long mine = here < size ? ids[here] : Long.MAX_VALUE;
            long theirs = there < gathered.size() ? gathered.resourceId(there) : Long.MAX_VALUE;
            if (mine != theirs || !gathered.same(there, marks[here])) {
                found.add(Math.min(mine, theirs));
            }
            here += mine <= theirs ? 1 : 0;
            there += theirs <= mine ? 1 : 0;
        }
        return found;
    }
}
