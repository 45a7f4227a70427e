package org.godwit.catalog;

import java.time.Instant;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * An entity on the exclusion list.
 *
 * @param excludedBy sign-in name of who put it there
 */
public record ExcludedEntity(
        long entityId,
        ObjectType type,
        String sourceKey,
        String name,
        String excludedBy,
        Instant excludedAt,
        @Nullable String reason) {}
