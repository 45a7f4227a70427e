package org.godwit.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.godwit.client.GatheredStore.Gathered;
import org.godwit.client.GatheredStore.Settled;
import org.jspecify.annotations.Nullable;

/**
 * What all rows of a source together decide: which row of an SMSID is its record, and which SMSIDs are blocked. It takes the
 * rows one by one and keeps some 70 bytes of each, so that nothing has to be sorted or read twice.
 */
final class SourceSurvey {

    private static final Fate[] FATES = Fate.values();
    private static final int NO_SMS_ID = -1;
    private static final byte NEW = -1;
    private static final int FIRST_CAPACITY = 1 << 12;

    private final SmsIdTable smsIds = new SmsIdTable();
    private final BitSet blocked = new BitSet();
    private final BitSet eligible = new BitSet();
    private int[] winner = new int[FIRST_CAPACITY];
    private long[] winnerActive = new long[FIRST_CAPACITY];

    private long[] resourceIds = new long[FIRST_CAPACITY];
    private int[] smsId = new int[FIRST_CAPACITY];
    private byte[] byItself = new byte[FIRST_CAPACITY];
    private byte[] stored = new byte[FIRST_CAPACITY];
    private final BitSet storedBlocked = new BitSet();
    private final BitSet changed = new BitSet();
    private int rows;

    /**
     * @param before the row as it was gathered before; null if it is new
     * @param contentChanged whether anything else of it differs from before
     */
    void add(SourceRow row, @Nullable Gathered before, boolean contentChanged) {
        if (rows == resourceIds.length) {
            resourceIds = Arrays.copyOf(resourceIds, rows * 2);
            smsId = Arrays.copyOf(smsId, rows * 2);
            byItself = Arrays.copyOf(byItself, rows * 2);
            stored = Arrays.copyOf(stored, rows * 2);
        }
        resourceIds[rows] = row.resourceId();
        byItself[rows] = (byte) row.fate().ordinal();
        stored[rows] = before == null ? NEW : (byte) before.fate().ordinal();
        storedBlocked.set(rows, before == null ? row.blocks() : before.blocked());
        changed.set(rows, contentChanged);
        smsId[rows] = row.smsId() == null ? NO_SMS_ID : smsIds.add(row.smsId());
        if (smsId[rows] != NO_SMS_ID) {
            compete(row, smsId[rows]);
        }
        rows++;
    }

    private void compete(SourceRow row, int id) {
        if (row.blocks()) {
            blocked.set(id);
        }
        if (row.fate() != Fate.MIGRATE) {
            return;
        }
        if (id >= winner.length) {
            int capacity = Math.max(winner.length * 2, id + 1);
            winner = Arrays.copyOf(winner, capacity);
            winnerActive = Arrays.copyOf(winnerActive, capacity);
        }
        if (!eligible.get(id)
                || Fate.wins(row.lastActive(), row.resourceId(), winnerActive[id], resourceIds[winner[id]])) {
            eligible.set(id);
            winner[id] = rows;
            winnerActive[id] = row.lastActive();
        }
    }

    boolean seen(String id) {
        return smsIds.find(id) >= 0;
    }

    boolean blocked(String id) {
        int number = smsIds.find(id);
        return number >= 0 && blocked.get(number);
    }

    /** How many SMSIDs are blocked. */
    long blocked() {
        return blocked.cardinality();
    }

    /**
     * What came of it.
     *
     * @param changes rows whose fate or block is not what is stored
     * @param byFate rows by fate
     * @param added rows that are new
     * @param modified rows that were there before and differ in anything
     */
    record Verdict(List<Settled> changes, Map<Fate, Long> byFate, long added, long modified) {}

    Verdict settle() {
        List<Settled> changes = new ArrayList<>();
        Map<Fate, Long> byFate = new EnumMap<>(Fate.class);
        long added = 0;
        long modified = 0;
        for (int i = 0; i < rows; i++) {
            Fate fate = fate(i);
            boolean isBlocked = smsId[i] != NO_SMS_ID && blocked.get(smsId[i]);
            byFate.merge(fate, 1L, Long::sum);
            byte before = stored[i];
            boolean settles =
                    (before == NEW ? byItself[i] : before) != fate.ordinal() || storedBlocked.get(i) != isBlocked;
            if (settles) {
                changes.add(new Settled(resourceIds[i], fate, isBlocked));
            }
            if (before == NEW) {
                added++;
            } else if (settles || changed.get(i)) {
                modified++;
            }
        }
        return new Verdict(changes, byFate, added, modified);
    }

    /** The rows that are the record of a client. */
    PlannedClients clients() {
        PlannedClients clients = new PlannedClients();
        for (int i = 0; i < rows; i++) {
            if (fate(i) == Fate.MIGRATE) {
                clients.add(resourceIds[i], blocked.get(smsId[i]));
            }
        }
        return clients;
    }

    private Fate fate(int row) {
        Fate alone = FATES[byItself[row]];
        return alone == Fate.MIGRATE && winner[smsId[row]] != row ? Fate.DUPLICATE : alone;
    }
}
