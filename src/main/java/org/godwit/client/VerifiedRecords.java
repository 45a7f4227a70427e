package org.godwit.client;

import java.util.Arrays;
import java.util.BitSet;
import org.godwit.client.RecordStore.Stored;

/** The records of the destination as they are stored now: some 60 bytes of each. */
final class VerifiedRecords {

    private static final int FIRST_CAPACITY = 1 << 12;

    private final SmsIdTable smsIds = new SmsIdTable();
    private long[] high = new long[FIRST_CAPACITY];
    private long[] low = new long[FIRST_CAPACITY];
    private final BitSet complete = new BitSet();
    private final BitSet intact = new BitSet();
    private final BitSet blocked = new BitSet();
    private final BitSet lifted = new BitSet();

    /** What comparing a client of the source with its record gives. */
    enum Finding {
        EQUAL,
        /** No record, or one that holds no data of a source. */
        MISSING,
        /** The record is not what any run wrote. */
        DIFFERENT,
        /** The record is what a run wrote, and the source has changed since; or a more recent source wrote it. */
        CHANGED_SINCE
    }

    void put(Stored record) {
        DestinationIndex.Known known = record.known();
        int id = smsIds.add(known.smsId());
        if (id >= high.length) {
            int capacity = high.length * 2;
            high = Arrays.copyOf(high, capacity);
            low = Arrays.copyOf(low, capacity);
        }
        Digest now = record.data().digest();
        high[id] = now.high();
        low[id] = now.low();
        complete.set(id, known.digest() != null);
        intact.set(id, now.equals(known.digest()));
        blocked.set(id, known.blocked());
        lifted.set(id, known.blockLifted());
    }

    Finding compare(String smsId, Digest digest) {
        int id = smsIds.find(smsId);
        if (id < 0 || !complete.get(id) && !lifted.get(id)) {
            return Finding.MISSING;
        }
        if (!intact.get(id) && complete.get(id)) {
            return Finding.DIFFERENT;
        }
        return high[id] == digest.high() && low[id] == digest.low() ? Finding.EQUAL : Finding.CHANGED_SINCE;
    }

    boolean blocked(String smsId) {
        int id = smsIds.find(smsId);
        return id >= 0 && blocked.get(id);
    }

    /** Whether an admin of the destination has unblocked it and not blocked it again. */
    boolean lifted(String smsId) {
        int id = smsIds.find(smsId);
        return id >= 0 && lifted.get(id) && !blocked.get(id);
    }
}
