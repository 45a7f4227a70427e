package org.godwit.security;

import org.jspecify.annotations.Nullable;

/**
 * Where the request that this thread answers came from. Set by the first filter of every request; nowhere on threads
 * that answer none.
 *
 * @param address remote address; null outside requests
 * @param correlationId id that ties together everything one request caused, also in tasks it enqueued; null outside
 *     requests
 */
public record RequestOrigin(
        @Nullable String address, @Nullable String correlationId) {

    private static final RequestOrigin NOWHERE = new RequestOrigin(null, null);
    private static final ThreadLocal<RequestOrigin> CURRENT = ThreadLocal.withInitial(() -> NOWHERE);

    /** Never null: outside requests, an origin whose parts are null. */
    public static RequestOrigin current() {
        return CURRENT.get();
    }

    /** Makes it this thread's origin until the returned handle is closed. */
    public Bound bind() {
        RequestOrigin before = CURRENT.get();
        CURRENT.set(this);
        return () -> {
            if (before.equals(NOWHERE)) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        };
    }

    /** Ends a binding. */
    @FunctionalInterface
    public interface Bound extends AutoCloseable {
        @Override
        void close();
    }
}
