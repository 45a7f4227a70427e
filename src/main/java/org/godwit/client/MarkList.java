package org.godwit.client;

import java.util.Arrays;

/** ResourceIDs in ascending order, each with its change mark: 16 bytes a row. */
final class MarkList {

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

    int size() {
        return size;
    }

    /** The ResourceIDs that only one of the two lists has, or whose marks differ; ascending. */
    MarkList differing(MarkList other) {
        MarkList found = new MarkList();
        int mine = 0;
        int theirs = 0;
        while (mine < size || theirs < other.size) {
            long here = mine < size ? ids[mine] : Long.MAX_VALUE;
            long there = theirs < other.size ? other.ids[theirs] : Long.MAX_VALUE;
            if (here != there || marks[mine] != other.marks[theirs]) {
                found.add(Math.min(here, there), 0);
            }
            mine += here <= there ? 1 : 0;
            theirs += there <= here ? 1 : 0;
        }
        return found;
    }

    java.util.List<Long> resourceIds() {
        return Arrays.stream(ids, 0, size).boxed().toList();
    }
}
