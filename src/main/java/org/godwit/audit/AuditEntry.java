package org.godwit.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event to be put on the trail. Who, where from, when and the correlation id are added by the trail itself.
 *
 * @param action upper snake case verb in the past or imperative, e.g. {@code MIGRATION_JOB_CREATED}
 * @param objectType what kind of thing, e.g. {@code MIGRATION_JOB}
 * @param objectId its id as text; null where there is none (e.g. a refused creation)
 * @param objectName its name at the time; null where it has none
 * @param outcome how it ended
 * @param details before/after values and figures, JSON-able; never a secret
 */
public record AuditEntry(
        String action,
        String objectType,
        @Nullable String objectId,
        @Nullable String objectName,
        Outcome outcome,
        Map<String, @Nullable Object> details) {

    public enum Outcome {
        SUCCESS,
        REFUSED,
        FAILED
    }

    public static AuditEntry success(
            String action, String objectType, @Nullable Object objectId, @Nullable String name) {
        return of(Outcome.SUCCESS, action, objectType, objectId, name);
    }

    public static AuditEntry refused(
            String action, String objectType, @Nullable Object objectId, @Nullable String name) {
        return of(Outcome.REFUSED, action, objectType, objectId, name);
    }

    public static AuditEntry failed(
            String action, String objectType, @Nullable Object objectId, @Nullable String name) {
        return of(Outcome.FAILED, action, objectType, objectId, name);
    }

    private static AuditEntry of(
            Outcome outcome, String action, String objectType, @Nullable Object objectId, @Nullable String name) {
        String id = objectId == null ? null : objectId.toString();
        return new AuditEntry(action, objectType, id, name, outcome, Map.of());
    }

    /** A copy with one more detail; a value of null is kept as null. */
    public AuditEntry with(String key, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(details);
        more.put(key, value);
        return new AuditEntry(action, objectType, objectId, objectName, outcome, more);
    }
}
