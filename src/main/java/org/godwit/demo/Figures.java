package org.godwit.demo;

import java.util.Locale;

/** Figures as people read them. */
final class Figures {

    private Figures() {}

    /** Bytes in decimal units, e.g. {@code 211.3 MB}. */
    static String bytes(double bytes) {
        if (bytes < 1_000) {
            return String.format(Locale.ROOT, "%.0f B", bytes);
        }
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** How many of how many; nothing where neither is known. */
    static String of(long done, long total) {
        if (total == 0) {
            return done == 0 ? "" : count(done);
        }
        return count(done) + " of " + count(total);
    }

    /** 0 to 1; negative while the total is unknown. */
    static double fraction(long done, long total) {
        return total <= 0 ? -1 : Math.min(1, (double) done / total);
    }
}
