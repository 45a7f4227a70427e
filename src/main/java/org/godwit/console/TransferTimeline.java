package org.godwit.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.distribution.ContentTransfer;
import org.jspecify.annotations.Nullable;

/**
 * When content went to which distribution point: a lane for each point, a bar for each of its transfers that has begun.
 *
 * @param from the earliest start; null where nothing has begun
 * @param until the latest end, or now while something runs; null where nothing has begun
 */
record TransferTimeline(@Nullable Instant from, @Nullable Instant until, List<Lane> lanes) {

    private static final double BREADTH = 1000;
    private static final double THINNEST = 3;

    /** The transfers to one distribution point. */
    record Lane(String distributionPoint, List<Bar> bars) {}

    /**
     * One transfer.
     *
     * @param start where its bar begins, in thousandths of the whole
     * @param width of its bar, in thousandths; at least 3, so that it can be seen
     */
    record Bar(ContentTransfer transfer, double start, double width) {}

    /** @param transfers in any order; those that never began are left out */
    static TransferTimeline of(List<ContentTransfer> transfers, Instant now) {
        List<ContentTransfer> begun =
                transfers.stream().filter(t -> t.startedAt() != null).toList();
        if (begun.isEmpty()) {
            return new TransferTimeline(null, null, List.of());
        }
        Instant from = begun.stream()
                .map(TransferTimeline::start)
                .min(Instant::compareTo)
                .orElseThrow();
        Instant until =
                begun.stream().map(t -> end(t, now)).max(Instant::compareTo).orElseThrow();
        double whole = Math.max(1, Duration.between(from, until).toMillis());
        Map<String, List<Bar>> lanes = new LinkedHashMap<>();
        begun.stream()
                .sorted((a, b) -> a.distributionPoint().compareToIgnoreCase(b.distributionPoint()))
                .forEach(t -> {
                    double start = BREADTH * Duration.between(from, start(t)).toMillis() / whole;
                    double width = Math.max(
                            THINNEST,
                            BREADTH * Duration.between(start(t), end(t, now)).toMillis() / whole);
                    lanes.computeIfAbsent(t.distributionPoint(), k -> new ArrayList<>())
                            .add(new Bar(
                                    t,
                                    Math.min(start, BREADTH - THINNEST),
                                    Math.min(width, BREADTH - Math.min(start, BREADTH - THINNEST))));
                });
        return new TransferTimeline(
                from,
                until,
                lanes.entrySet().stream()
                        .map(l -> new Lane(l.getKey(), l.getValue()))
                        .toList());
    }

    private static Instant start(ContentTransfer transfer) {
        return Objects.requireNonNull(transfer.startedAt());
    }

    private static Instant end(ContentTransfer transfer, Instant now) {
        Instant finished = transfer.finishedAt();
        Instant end = finished == null ? now : finished;
        return end.isBefore(start(transfer)) ? start(transfer) : end;
    }
}
