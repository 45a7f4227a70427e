package org.godwit.client;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the destination holds, as far as deciding needs it: some 60 bytes for each client record. It is a snapshot; writing
 * checks again by itself what may have changed since.
 */
final class DestinationIndex {

    private static final int FIRST_CAPACITY = 1 << 12;
    private static final byte BLOCKED = 1;
    private static final byte LIFTED = 2;
    private static final byte OTHER_SOURCE = 4;
    private static final byte HAS_DATA = 8;
    private static final byte BLOCK_ONLY = 16;

    private final long hierarchyId;
    private final SmsIdTable smsIds = new SmsIdTable();
    private long[] high = new long[FIRST_CAPACITY];
    private long[] low = new long[FIRST_CAPACITY];
    private long[] active = new long[FIRST_CAPACITY];
    private byte[] flags = new byte[FIRST_CAPACITY];

    DestinationIndex(long hierarchyId) {
        this.hierarchyId = hierarchyId;
    }

    /** What is to be done with a client of the source. */
    enum Decision {
        /** There is no record of it. */
        CREATE,
        /** There is nothing but its block. */
        COMPLETE,
        UPDATE,
        SKIP,
        /** Its source blocks it and an admin of the destination has unblocked it: left as it is. */
        CONFLICT
    }

    /**
     * @param digest null while no data of a source are in it
     * @param recordHierarchyId the source its data came from; null if none
     * @param lastActive as in {@link SourceRow}
     */
    record Known(
            String smsId,
            @Nullable Digest digest,
            @Nullable Long recordHierarchyId,
            long lastActive,
            ClientStatus status,
            boolean blocked,
            boolean blockLifted) {}

    void put(Known known) {
        int id = smsIds.add(known.smsId());
        if (id >= flags.length) {
            int capacity = flags.length * 2;
            high = Arrays.copyOf(high, capacity);
            low = Arrays.copyOf(low, capacity);
            active = Arrays.copyOf(active, capacity);
            flags = Arrays.copyOf(flags, capacity);
        }
        Digest digest = known.digest();
        boolean other = known.recordHierarchyId() != null && known.recordHierarchyId() != hierarchyId;
        high[id] = digest == null ? 0 : digest.high();
        low[id] = digest == null ? 0 : digest.low();
        active[id] = known.lastActive();
        flags[id] = (byte) ((known.blocked() ? BLOCKED : 0)
                | (known.blockLifted() ? LIFTED : 0)
                | (other ? OTHER_SOURCE : 0)
                | (digest != null ? HAS_DATA : 0)
                | (known.status() == ClientStatus.BLOCK_ONLY ? BLOCK_ONLY : 0));
    }

    /**
     * @param blocks whether the source blocks the client
     * @param lastActive when the source saw it last; a record from another source is only replaced by a more recent one
     */
    Decision decide(String smsId, Digest digest, boolean blocks, long lastActive) {
        int id = smsIds.find(smsId);
        if (id < 0) {
            return Decision.CREATE;
        }
        boolean blocked = has(id, BLOCKED);
        if (blocks && !blocked && has(id, LIFTED)) {
            return Decision.CONFLICT;
        }
        if (!has(id, HAS_DATA)) {
            return has(id, BLOCK_ONLY) ? Decision.COMPLETE : Decision.UPDATE;
        }
        boolean blockMissing = blocks && !blocked;
        boolean keepsOther = has(id, OTHER_SOURCE) && active[id] >= lastActive;
        if (!blockMissing && (keepsOther || high[id] == digest.high() && low[id] == digest.low())) {
            return Decision.SKIP;
        }
        return Decision.UPDATE;
    }

    private boolean has(int id, byte flag) {
        return (flags[id] & flag) != 0;
    }
}
