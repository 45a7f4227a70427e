package org.godwit.site.sql;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.godwit.shared.SmsId;
import org.jspecify.annotations.Nullable;

/**
 * Certificate thumbprints by SMSID, for reading all clients of a source: looking each one up at the source costs several
 * times what reading the whole view does. An SMSID of the usual form with a SHA-1 thumbprint takes some 70 bytes.
 */
final class Thumbprints {

    private static final String PREFIX = "GUID:";
    private static final int SMS_ID_LENGTH = PREFIX.length() + 36;
    private static final int SHA1 = 20;
    private static final int FIRST_CAPACITY = 1 << 12;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Map<String, String> unusual = new HashMap<>();
    private long[] high = new long[FIRST_CAPACITY];
    private long[] low = new long[FIRST_CAPACITY];
    private byte[] prints = new byte[FIRST_CAPACITY * SHA1];
    private int size;

    /** Of several thumbprints of one SMSID the one that sorts first is kept, so that the order of rows does not matter. */
    void add(String smsId, String thumbprint) {
        byte[] print = sha1(thumbprint);
        long[] guid = print == null ? null : guid(smsId);
        if (print == null || guid == null) {
            unusual.merge(SmsId.normalise(smsId), thumbprint, Thumbprints::first);
            return;
        }
        if (size * 2 >= high.length) {
            grow();
        }
        int slot = slot(guid[0], guid[1]);
        if (empty(slot)) {
            high[slot] = guid[0];
            low[slot] = guid[1];
            size++;
        } else if (Arrays.compareUnsigned(print, 0, SHA1, prints, slot * SHA1, (slot + 1) * SHA1) > 0) {
            return;
        }
        System.arraycopy(print, 0, prints, slot * SHA1, SHA1);
    }

    @Nullable String of(@Nullable String smsId) {
        if (smsId == null) {
            return null;
        }
        String odd = unusual.isEmpty() ? null : unusual.get(SmsId.normalise(smsId));
        long[] guid = guid(smsId);
        if (guid == null) {
            return odd;
        }
        int slot = slot(guid[0], guid[1]);
        if (empty(slot)) {
            return odd;
        }
        String found = HEX.formatHex(prints, slot * SHA1, (slot + 1) * SHA1);
        return odd == null ? found : first(odd, found);
    }

    private static String first(String one, String other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private boolean empty(int slot) {
        return high[slot] == 0 && low[slot] == 0;
    }

    private int slot(long first, long second) {
        int mask = high.length - 1;
        int slot = (int) (((first ^ Long.rotateLeft(second, 32)) * GOLDEN) >>> 32) & mask;
        while (!empty(slot) && (high[slot] != first || low[slot] != second)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] highs = high;
        long[] lows = low;
        byte[] before = prints;
        high = new long[highs.length * 2];
        low = new long[highs.length * 2];
        prints = new byte[before.length * 2];
        for (int i = 0; i < highs.length; i++) {
            if (highs[i] != 0 || lows[i] != 0) {
                int slot = slot(highs[i], lows[i]);
                high[slot] = highs[i];
                low[slot] = lows[i];
                System.arraycopy(before, i * SHA1, prints, slot * SHA1, SHA1);
            }
        }
    }

    /** The two halves of a GUID; null if the text is not {@code GUID:8-4-4-4-12} or the GUID is zero. */
    private static long @Nullable [] guid(String smsId) {
        String text = smsId.length() == SMS_ID_LENGTH ? smsId : smsId.strip();
        if (text.length() != SMS_ID_LENGTH || !text.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            return null;
        }
        long[] halves = new long[2];
        int digits = 0;
        for (int i = PREFIX.length(); i < SMS_ID_LENGTH; i++) {
            char c = text.charAt(i);
            int group = i - PREFIX.length();
            if (group == 8 || group == 13 || group == 18 || group == 23) {
                if (c != '-') {
                    return null;
                }
            } else {
                int digit = HexFormat.isHexDigit(c) ? HexFormat.fromHexDigit(c) : -1;
                if (digit < 0) {
                    return null;
                }
                halves[digits / 16] = halves[digits / 16] << 4 | digit;
                digits++;
            }
        }
        return halves[0] == 0 && halves[1] == 0 ? null : halves;
    }

    /** The bytes of a thumbprint in upper-case hex; null if it is written otherwise, and so must be kept as it is. */
    private static byte @Nullable [] sha1(String thumbprint) {
        if (thumbprint.length() != 2 * SHA1) {
            return null;
        }
        for (int i = 0; i < thumbprint.length(); i++) {
            char c = thumbprint.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'F')) {
                return null;
            }
        }
        return HEX.parseHex(thumbprint);
    }
}
