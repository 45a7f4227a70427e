package org.godwit.client;

import org.godwit.shared.SmsId;
import org.godwit.site.SourceClient;
import org.jspecify.annotations.Nullable;

/** What the merge rules make of one row of the source (design 5). */
enum Fate {
    /** It is the record of its client. */
    MIGRATE,
    /** Obsolete0 is 1: another record of the same hardware has superseded it. */
    OBSOLETE,
    /** Decommissioned0 is 1. */
    DECOMMISSIONED,
    /** Unknown0 is 1: one of the records kept for unknown computers. */
    UNKNOWN,
    /** Client0 is 0 or null: a resource that was discovered and has no client. */
    NOT_A_CLIENT,
    /** There is no SMSID by which the client could be known again, or one too long to be one. */
    NO_SMSID,
    /** Another row of the same SMSID was active more recently. */
    DUPLICATE;

    private static final int LONGEST_SMS_ID = 255;

    /** The fate by the row alone: never {@link #DUPLICATE}, which depends on the other rows of the SMSID. */
    static Fate byItself(SourceClient row) {
        if (Boolean.TRUE.equals(row.unknown())) {
            return UNKNOWN;
        }
        if (Boolean.TRUE.equals(row.obsolete())) {
            return OBSOLETE;
        }
        if (Boolean.TRUE.equals(row.decommissioned())) {
            return DECOMMISSIONED;
        }
        if (!Boolean.TRUE.equals(row.client())) {
            return NOT_A_CLIENT;
        }
        return smsId(row) == null ? NO_SMSID : MIGRATE;
    }

    /** The SMSID of a row in the form in which it is compared; null if it has none. */
    static @Nullable String smsId(SourceClient row) {
        if (row.smsId() == null) {
            return null;
        }
        String normal = SmsId.normalise(row.smsId());
        return normal.isEmpty() || normal.length() > LONGEST_SMS_ID ? null : normal;
    }

    /** When the row was last active, in milliseconds since 1970; less than any time if the source knows none. */
    static long lastActive(SourceClient row) {
        return row.lastActiveTime() == null
                ? Long.MIN_VALUE
                : row.lastActiveTime().toEpochMilli();
    }

    /**
     * True if the first of two rows of one SMSID is the record of the client: the one active more recently, no time losing
     * against any; of two active at the same time the later discovered one, which has the greater ResourceID.
     */
    static boolean wins(long active, long resourceId, long otherActive, long otherResourceId) {
        return active != otherActive ? active > otherActive : resourceId > otherResourceId;
    }

    /** True if this row says that its SMSID is blocked; null at the source is not blocked. */
    static boolean blocks(SourceClient row) {
        return Boolean.TRUE.equals(row.blocked());
    }
}
