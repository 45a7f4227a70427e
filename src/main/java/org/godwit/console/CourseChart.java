package org.godwit.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.godwit.report.ProgressSample;
import org.jspecify.annotations.Nullable;

/**
 * Figures over time as areas on a drawing plane of 600 by 160 units, time to the right; the topmost line is the whole.
 *
 * @param areas from the back to the front
 * @param ticks moments below the plane
 * @param most the value at the upper edge
 */
record CourseChart(List<Area> areas, List<Tick> ticks, long most) {

    static final int WIDTH = 600;
    static final int HEIGHT = 160;
    private static final int TICKS = 4;

    /**
     * @param what part of a message code
     * @param colour number of the series colour
     * @param path SVG path of the area
     * @param last newest value
     */
    record Area(String what, int colour, String path, long last) {}

    record Tick(double x, Instant at) {}

    /** A part of the figures. */
    record Series(String what, int colour, ToLongFunction<ProgressSample> value) {}

    /** Null for fewer than two samples: a course needs a beginning and an end. */
    static @Nullable CourseChart of(List<ProgressSample> samples, List<Series> series) {
        if (samples.size() < 2) {
            return null;
        }
        Instant first = samples.get(0).at();
        double whole = Math.max(
                1, Duration.between(first, samples.get(samples.size() - 1).at()).toMillis());
        long most = 1;
        for (Series one : series) {
            most = Math.max(most, samples.stream().mapToLong(one.value()).max().orElse(0));
        }
        List<Area> areas = new ArrayList<>();
        for (Series one : series) {
            StringBuilder path = new StringBuilder("M0 " + HEIGHT);
            double x = 0;
            double y = HEIGHT;
            for (ProgressSample sample : samples) {
                x = WIDTH * Duration.between(first, sample.at()).toMillis() / whole;
                y = HEIGHT - (double) HEIGHT * one.value().applyAsLong(sample) / most;
                path.append(String.format(Locale.ROOT, "L%.1f %.1f", x, y));
            }
            path.append("V" + HEIGHT + "Z");
            areas.add(new Area(
                    one.what(),
                    one.colour(),
                    path.toString(),
                    one.value().applyAsLong(samples.get(samples.size() - 1))));
        }
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i <= TICKS; i++) {
            ticks.add(new Tick((double) WIDTH * i / TICKS, first.plusMillis(Math.round(whole * i / TICKS))));
        }
        return new CourseChart(areas, ticks, most);
    }

    /** How much was added in each stretch of time, as one area of steps; null where there is no course. */
    static @Nullable CourseChart throughput(
            List<ProgressSample> samples, String what, int colour, ToLongFunction<ProgressSample> value) {
        if (samples.size() < 2) {
            return null;
        }
        int bins = 48;
        long[] added = new long[bins];
        Instant first = samples.get(0).at();
        double whole = Math.max(
                1, Duration.between(first, samples.get(samples.size() - 1).at()).toMillis());
        for (int i = 1; i < samples.size(); i++) {
            double share = Duration.between(first, samples.get(i).at()).toMillis() / whole;
            long more = value.applyAsLong(samples.get(i)) - value.applyAsLong(samples.get(i - 1));
            added[(int) Math.min(bins - 1, share * bins)] += Math.max(0, more);
        }
        long most = 1;
        for (long one : added) {
            most = Math.max(most, one);
        }
        StringBuilder path = new StringBuilder("M0 " + HEIGHT);
        double breadth = (double) WIDTH / bins;
        for (int i = 0; i < bins; i++) {
            double y = HEIGHT - (double) HEIGHT * added[i] / most;
            path.append(String.format(Locale.ROOT, "L%.1f %.1fL%.1f %.1f", i * breadth, y, (i + 1) * breadth, y));
        }
        path.append("V" + HEIGHT + "Z");
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i <= TICKS; i++) {
            ticks.add(new Tick((double) WIDTH * i / TICKS, first.plusMillis(Math.round(whole * i / TICKS))));
        }
        return new CourseChart(List.of(new Area(what, colour, path.toString(), added[bins - 1])), ticks, most);
    }
}
