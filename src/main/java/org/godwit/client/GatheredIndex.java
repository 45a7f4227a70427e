package org.godwit.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.client.GatheredStore.Settled;
import org.jspecify.annotations.Nullable;

/**
 * What is needed of every gathered row to tell which of them changed at the source, and what that changes in the counts: 26
 * bytes a row. SMSIDs are kept as 64-bit hashes, 0 for none; of what a hash finds, the SMSID itself has to be looked at.
 */
final class GatheredIndex {

    private static final Fate[] FATES = Fate.values();
    private static final int FIRST_CAPACITY = 1 << 12;

    private long[] ids = new long[FIRST_CAPACITY];
    private long[] marks = new long[FIRST_CAPACITY];
    private long[] smsIds = new long[FIRST_CAPACITY];
    private byte[] fates = new byte[FIRST_CAPACITY];
    private int size;
    private final long[] byFate = new long[FATES.length];
    private final Set<Long> blocked = new HashSet<>();

    /** Adds a row; ResourceIDs ascend. */
    void add(long resourceId, long mark, @Nullable String smsId, Fate fate, boolean isBlocked) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
            marks = Arrays.copyOf(marks, size * 2);
            smsIds = Arrays.copyOf(smsIds, size * 2);
            fates = Arrays.copyOf(fates, size * 2);
        }
        ids[size] = resourceId;
        marks[size] = mark;
        smsIds[size] = hash(smsId);
        fates[size] = (byte) fate.ordinal();
        byFate[fate.ordinal()]++;
        if (isBlocked && smsId != null) {
            blocked.add(smsIds[size]);
        }
        size++;
    }

    int size() {
        return size;
    }

    long last() {
        return size == 0 ? Long.MIN_VALUE : ids[size - 1];
    }

    /** Whether a mark says that its row is as it was. */
    boolean same(int row, long mark) {
        return marks[row] == mark;
    }

    long resourceId(int row) {
        return ids[row];
    }

    /** ResourceIDs of rows whose SMSID may be one of these. */
    List<Long> withSmsIds(Collection<String> wanted) {
        Set<Long> hashes = new HashSet<>();
        wanted.forEach(smsId -> hashes.add(hash(smsId)));
        List<Long> found = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (smsIds[i] != 0 && hashes.contains(smsIds[i])) {
                found.add(ids[i]);
            }
        }
        return found;
    }

    void added(Fate fate) {
        byFate[fate.ordinal()]++;
    }

    void removed(Fate fate) {
        byFate[fate.ordinal()]--;
    }

    void settled(Fate before, Settled now) {
        removed(before);
        added(now.fate());
    }

    void blocked(String smsId, boolean isBlocked) {
        if (isBlocked) {
            blocked.add(hash(smsId));
        } else {
            blocked.remove(hash(smsId));
        }
    }

    Map<Fate, Long> byFate() {
        Map<Fate, Long> counts = new EnumMap<>(Fate.class);
        for (Fate fate : FATES) {
            if (byFate[fate.ordinal()] > 0) {
                counts.put(fate, byFate[fate.ordinal()]);
            }
        }
        return counts;
    }

    /** How many SMSIDs are blocked. */
    long blocked() {
        return blocked.size();
    }

    private static long hash(@Nullable String smsId) {
        if (smsId == null) {
            return 0;
        }
        long hash = 0xCBF29CE484222325L; // FNV-1a
        for (int i = 0; i < smsId.length(); i++) {
            hash = (hash ^ smsId.charAt(i)) * 0x100000001B3L;
        }
        return hash == 0 ? 1 : hash;
    }
}
