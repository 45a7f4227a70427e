package org.godwit.security;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

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

    /** Under which log lines bear the correlation id. */
    public static final String LOG_KEY = "correlationId";

    static final RequestOrigin NOWHERE = new RequestOrigin(null, null);
    private static final ThreadLocal<RequestOrigin> CURRENT = ThreadLocal.withInitial(() -> NOWHERE);

    /** Never null: outside requests, an origin whose parts are null. */
    public static RequestOrigin current() {
        return CURRENT.get();
    }

    /** Makes it this thread's origin, also in its log lines ({@code correlationId}), until the returned handle is closed. */
    public Bound bind() {
        RequestOrigin before = CURRENT.get();
        set(this);
        return () -> set(before);
    }

    static void set(RequestOrigin origin) {
        if (origin.equals(NOWHERE)) {
            CURRENT.remove();
        } else {
            CURRENT.set(origin);
        }
        if (origin.correlationId() == null) {
            MDC.remove(LOG_KEY);
        } else {
            MDC.put(LOG_KEY, origin.correlationId());
        }
    }

    /** Ends a binding. */
    @FunctionalInterface
    public interface Bound extends AutoCloseable {
        @Override
        void close();
    }
}
