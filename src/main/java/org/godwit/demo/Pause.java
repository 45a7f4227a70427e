package org.godwit.demo;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** Waiting between two looks at something that the schedule is doing. */
final class Pause {

    private Pause() {}

    static void brief() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The server is shutting down");
        }
    }
}
