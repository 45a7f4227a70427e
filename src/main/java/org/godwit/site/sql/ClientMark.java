package org.godwit.site.sql;

import java.sql.SQLException;
import org.godwit.site.sql.ClientColumn.OfDevice;
import org.jspecify.annotations.Nullable;

/**
 * A resource's change mark: a 64-bit mix of what {@code v_CombinedDeviceResources} says of it, which the site server changes
 * itself, and of the times at which discovery, heartbeat and registration last told of it, which tell whether anything of
 * {@code v_R_System} can have changed. Rows may come in any order: what each of them says is added up.
 */
final class ClientMark {

    private static final long PRIME = 0x9E3779B97F4A7C15L;
    private static final int COLUMNS = OfDevice.values().length;

    private long devices;
    private long discoveries;

    void device(Row row) throws SQLException {
        devices += ofDevice(row);
    }

    /** @param time as {@link Row#mark} gives it */
    void discovered(@Nullable Object time) {
        discoveries += ofDiscovery(time);
    }

    long value() {
        return of(devices, discoveries);
    }

    /** What a row of {@code v_CombinedDeviceResources} adds. */
    static long ofDevice(Row row) throws SQLException {
        long hash = 1;
        for (int i = 0; i < COLUMNS; i++) {
            hash = mixed(hash, hash(row.mark(i)));
        }
        return hash;
    }

    /** What a row of {@code v_AgentDiscoveries} adds. */
    static long ofDiscovery(@Nullable Object time) {
        return mixed(2, hash(time));
    }

    /** The mark, of what all rows added. */
    static long of(long devices, long discoveries) {
        return mixed(devices, discoveries);
    }

    private static long hash(@Nullable Object value) {
        if (value == null) {
            return 0;
        }
        if (!(value instanceof String text)) {
            return ((Number) value).longValue() * PRIME + 1;
        }
        long hash = text.length() + 1;
        for (int i = 0; i < text.length(); i++) {
            hash = hash * 31 + text.charAt(i);
        }
        return mixed(hash, text.length());
    }

    /** The finaliser of SplitMix64 over both. */
    private static long mixed(long one, long other) {
        long hash = Long.rotateLeft(one, 23) * PRIME ^ other;
        hash = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ hash >>> 27) * 0x94D049BB133111EBL;
        return hash ^ hash >>> 31;
    }
}
