package org.godwit.content;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a library is written to.
 *
 * @param filesInFlight files worked on at a time
 * @param durable whether every file is flushed to the disk before its package is published; false only to measure what that
 *     costs
 * @param throttle limit of the location
 * @param stop true when the run is to end at the next safe point
 * @param meter where progress is counted
 * @param retryPause how long to wait before a file, or a call to a library, is tried again; the second time twice as long
 * @param once what several destinations share that are brought the same; null for one on its own
 */
public record TransferOptions(
        int filesInFlight,
        boolean durable,
        Throttle throttle,
        BooleanSupplier stop,
        TransferMeter meter,
        Duration retryPause,
        @Nullable ReadOnce once) {

    public static final int DEFAULT_FILES_IN_FLIGHT = 8;

    static final Duration RETRY_PAUSE = Duration.ofMillis(100);

    public TransferOptions(
            int filesInFlight, boolean durable, Throttle throttle, BooleanSupplier stop, TransferMeter meter) {
        this(filesInFlight, durable, throttle, stop, meter, RETRY_PAUSE, null);
    }

    public static TransferOptions standard() {
        return new TransferOptions(DEFAULT_FILES_IN_FLIGHT, true, Throttle.none(), () -> false, new TransferMeter());
    }

    Retries retries() {
        return new Retries(retryPause, stop);
    }

    public TransferOptions withDurable(boolean value) {
        return new TransferOptions(filesInFlight, value, throttle, stop, meter, retryPause, once);
    }

    public TransferOptions withStop(BooleanSupplier value) {
        return new TransferOptions(filesInFlight, durable, throttle, value, meter, retryPause, once);
    }

    public TransferOptions withThrottle(Throttle value) {
        return new TransferOptions(filesInFlight, durable, value, stop, meter, retryPause, once);
    }

    public TransferOptions withMeter(TransferMeter value) {
        return new TransferOptions(filesInFlight, durable, throttle, stop, value, retryPause, once);
    }

    public TransferOptions withRetryPause(Duration value) {
        return new TransferOptions(filesInFlight, durable, throttle, stop, meter, value, once);
    }

    public TransferOptions withOnce(ReadOnce value) {
        return new TransferOptions(filesInFlight, durable, throttle, stop, meter, retryPause, value);
    }
}
