package org.godwit.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.godwit.shared.Digests;

/**
 * Numbers SMSIDs in the order in which they come, 0, 1, 2 …, in some 30 bytes each, so that all of a hierarchy fit in
 * memory. An SMSID is known by 128 bits: those of its GUID, or of its SHA-256 where it is not a GUID.
 */
final class SmsIdTable {

    private static final int FIRST_CAPACITY = 1 << 12;
    private static final int CANONICAL_LENGTH = 41;
    private static final int GUID_START = 5;

    private int[] slots = new int[FIRST_CAPACITY];
    private long[] high = new long[FIRST_CAPACITY / 2];
    private long[] low = new long[FIRST_CAPACITY / 2];
    private int size;

    /** How many different SMSIDs are in it. */
    int size() {
        return size;
    }

    /** The number of an SMSID (in normal form); -1 if it is not in the table. */
    int find(String smsId) {
        long[] key = key(smsId);
        return slots[slot(key[0], key[1])] - 1;
    }

    /** The number of an SMSID (in normal form), which is {@link #size()} as it was before if it is new. */
    int add(String smsId) {
        long[] key = key(smsId);
        int slot = slot(key[0], key[1]);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (size == high.length) {
            grow();
            slot = slot(key[0], key[1]);
        }
        high[size] = key[0];
        low[size] = key[1];
        slots[slot] = ++size;
        return size - 1;
    }

    /** The slot that holds the key, or the free one where it belongs. */
    private int slot(long keyHigh, long keyLow) {
        int mask = slots.length - 1;
        long mixed = (keyHigh ^ Long.rotateLeft(keyLow, 32)) * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (slots[slot] != 0 && (high[slots[slot] - 1] != keyHigh || low[slots[slot] - 1] != keyLow)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        high = Arrays.copyOf(high, high.length * 2);
        low = Arrays.copyOf(low, low.length * 2);
        slots = new int[slots.length * 2];
        for (int i = 0; i < size; i++) {
            slots[slot(high[i], low[i])] = i + 1;
        }
    }

    private static long[] key(String smsId) {
        if (smsId.length() == CANONICAL_LENGTH && smsId.startsWith("GUID:")) {
            long[] key = guid(smsId);
            if (key.length != 0) {
                return key;
            }
        }
        ByteBuffer digest = ByteBuffer.wrap(Digests.sha256().digest(smsId.getBytes(StandardCharsets.UTF_8)));
        return new long[] {digest.getLong(), digest.getLong()};
    }

    /** The bits of a GUID in upper case; empty if the text is not one. */
    private static long[] guid(String smsId) {
        long[] key = new long[2];
        int digits = 0;
        for (int i = GUID_START; i < CANONICAL_LENGTH; i++) {
            char c = smsId.charAt(i);
            int offset = i - GUID_START;
            boolean hyphen = offset == 8 || offset == 13 || offset == 18 || offset == 23;
            if (hyphen != (c == '-')) {
                return new long[0];
            }
            if (hyphen) {
                continue;
            }
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
            if (digit < 0) {
                return new long[0];
            }
            int word = digits++ >> 4;
            key[word] = key[word] << 4 | digit;
        }
        return key;
    }
}
