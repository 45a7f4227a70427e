package org.godwit.shared;

import io.micrometer.context.ContextSnapshotFactory;

/**
 * Work for another thread, done there as if it were done here: with this thread's correlation id (also in log lines), whoever
 * acts, and the trace. What is carried, its owners register as {@link io.micrometer.context.ThreadLocalAccessor}.
 */
public final class Carried {

    private static final ContextSnapshotFactory SNAPSHOTS =
            ContextSnapshotFactory.builder().build();

    private Carried() {}

    /** The work, with what this thread has now; whoever does it has her own again afterwards. */
    public static Runnable over(Runnable work) {
        return SNAPSHOTS.captureAll().wrap(work);
    }
}
