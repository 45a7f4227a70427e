package org.godwit.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event on the trail.
 *
 * @param sequence its number, 1 for the first event; none is left out
 * @param at when it was committed, to the microsecond
 * @param actor sign-in name, {@code system} or {@code anonymous}
 * @param address remote address of the request; null where there was none
 * @param correlationId of the request; null where there was none
 * @param details before/after values and figures
 */
public record AuditEvent(
        long sequence,
        Instant at,
        String actor,
        @Nullable String address,
        String action,
        String objectType,
        @Nullable String objectId,
        @Nullable String objectName,
        AuditEntry.Outcome outcome,
        @Nullable String correlationId,
        Map<String, @Nullable Object> details) {}
