package org.godwit.content;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Flushes of a whole library, one at a time. Those that are asked for while one is under way become one: it begins when that has
 * ended, since what was written last may not be part of it.
 */
final class SharedFlush {

    interface Flush {
        void run() throws IOException;
    }

    private final Flush flush;
    /** Numbers of the last flush that was begun, and of the last that has ended. */
    private long begun;

    private long ended;
    private final Map<Long, IOException> failures = new HashMap<>();

    SharedFlush(Flush flush) {
        this.flush = flush;
    }

    /**
     * Returns when everything written before the call is durable.
     *
     * @throws IOException if the flush that would have made it so has failed; then it fails for all who waited for it
     */
    void flush() throws IOException {
        if (mine()) {
            IOException failure = new IOException("The flush ended abruptly.");
            try {
                flush.run();
                failure = null;
            } catch (IOException e) {
                failure = e;
                throw e;
            } finally {
                ended(failure);
            }
        }
    }

    /** Waits for a flush that begins from now on, or for its own turn to do one. */
    private synchronized boolean mine() throws IOException {
        long covering = begun + 1;
        boolean interrupted = false;
        try {
            while (ended < covering) {
                if (begun == ended) {
                    begun++;
                    return true;
                }
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true; // the work looks at the stop flag itself
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        IOException failure = failures.get(covering);
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        return false;
    }

    private synchronized void ended(@Nullable IOException failure) {
        ended = begun;
        if (failure != null) {
            failures.put(ended, failure);
        }
        notifyAll();
    }
}
