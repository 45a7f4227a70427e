package org.godwit.catalog;

import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * Which entities are wanted; null means any.
 *
 * @param site code of the site that owns the object
 * @param name part of the name or of the source key, without case
 */
public record EntityFilter(
        @Nullable ObjectType type,
        @Nullable EntityStatus status,
        @Nullable String site,
        @Nullable String name) {

    public static final EntityFilter ANY = new EntityFilter(null, null, null, null);

    /** Of any site. */
    public EntityFilter(@Nullable ObjectType type, @Nullable EntityStatus status, @Nullable String name) {
        this(type, status, null, name);
    }
}
