package org.godwit.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it lies in the table, without its place in the chain.
 *
 * @param at microseconds are its finest unit, which every supported database keeps
 * @param details canonical JSON object
 */
record AuditRow(
        Instant at,
        String actor,
        @Nullable String address,
        String action,
        String objectType,
        @Nullable String objectId,
        @Nullable String objectName,
        String outcome,
        @Nullable String correlationId,
        String details) {

    AuditRow at(Instant instant) {
        return new AuditRow(
                instant, actor, address, action, objectType, objectId, objectName, outcome, correlationId, details);
    }
}
