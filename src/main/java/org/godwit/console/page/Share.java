package org.godwit.console.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One part of a bar that shows how a whole is divided.
 *
 * @param what constant that names the part
 * @param start where it begins, in thousandths of the bar
 * @param width in thousandths
 * @param colour number of the series colour: the place of the part in the map
 */
public record Share(Object what, long count, double start, double width, int colour) {

    /** The parts of a whole in the map's order; empty parts are left out, small ones stay visible. */
    public static List<Share> of(Map<?, Long> counts) {
        long whole = counts.values().stream().mapToLong(Long::longValue).sum();
        List<Share> shares = new ArrayList<>();
        double start = 0;
        int colour = 0;
        for (Map.Entry<?, Long> part : counts.entrySet()) {
            colour++;
            if (part.getValue() > 0) {
                double width = Math.max(4, 1000.0 * part.getValue() / whole);
                shares.add(new Share(part.getKey(), part.getValue(), start, Math.min(width, 1000 - start), colour));
                start += width;
            }
        }
        return shares;
    }
}
