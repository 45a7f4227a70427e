package org.godwit.site.sql.definition;

import java.util.Map;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * How a reference to another object is found in what was read.
 *
 * @param detail detail whose rows hold it; null for the row itself
 * @param keyColumn column that holds the key of the object referred to
 * @param by column whose number says what kind of object it is; null where it is always the same
 * @param targets by that number; the single entry 0 where {@code by} is null
 */
public record Link(
        @Nullable String detail, String keyColumn, @Nullable String by, Map<Integer, Target> targets) {

    public Link {
        targets = Map.copyOf(targets);
    }

    /** @param kind how the object is used, e.g. {@code BOOT_IMAGE} */
    public record Target(ObjectType type, String kind) {}

    static Link always(@Nullable String detail, String keyColumn, ObjectType type, String kind) {
        return new Link(detail, keyColumn, null, Map.of(0, new Target(type, kind)));
    }
}
