package org.godwit.content;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries calls again that failed for a reason that may pass.
 *
 * @param pause how long to wait before the second try; twice as long before each further one
 * @param stop true when nothing is to be tried any more
 */
record Retries(Duration pause, BooleanSupplier stop) {

    /** So often a call is tried. */
    static final int TRIES = 3;

    interface Call<T extends @Nullable Object> {
        T run() throws IOException;
    }

    /** @param call does no harm when it is done twice */
    <T extends @Nullable Object> T of(Call<T> call) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.run();
            } catch (IOException e) {
                if (attempt >= TRIES || e instanceof ContentException known && !known.retryable()) {
                    throw e;
                }
            }
            await(attempt);
        }
    }

    /** @param attempt number of the try that failed, from 1 */
    void await(int attempt) throws ContentException {
        LockSupport.parkNanos(pause.toNanos() << (attempt - 1));
        if (stop.getAsBoolean()) {
            throw Hashing.stopped();
        }
    }
}
