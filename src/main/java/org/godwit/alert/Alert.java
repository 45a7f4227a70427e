package org.godwit.alert;

import java.time.Instant;
import org.godwit.shared.AlertCondition;
import org.jspecify.annotations.Nullable;

/**
 * A condition that needs a person's attention, until somebody acknowledges it.
 *
 * @param occurrences how often the condition arose since {@code firstAt} while this alert was open
 * @param acknowledgedAt null while open
 * @param acknowledgedBy sign-in name; null while open
 */
public record Alert(
        long id,
        AlertCondition.Kind kind,
        AlertCondition.Severity severity,
        String subjectType,
        String subjectId,
        String message,
        long occurrences,
        Instant firstAt,
        Instant lastAt,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy) {}
