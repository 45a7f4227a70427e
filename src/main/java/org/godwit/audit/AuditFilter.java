package org.godwit.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted; null leaves a part open.
 *
 * @param actor sign-in name, without regard to case
 * @param action e.g. {@code MIGRATION_JOB_CREATED}
 * @param object an object type ({@code MIGRATION_JOB}), a type and id ({@code MIGRATION_JOB:17}), or an object's id or name
 * @param from not before this
 * @param to before this
 */
public record AuditFilter(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String object,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** Every event. */
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null);

    public AuditFilter {
        actor = blankToNull(actor);
        action = blankToNull(action);
        object = blankToNull(object);
    }

    boolean isOpen() {
        return equals(ALL);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
