package org.godwit.distribution;

import org.jspecify.annotations.Nullable;

/**
 * The steps in which a source distribution point is reassigned to the destination, in their order. Nothing is removed at the
 * source before everything else is done and proven.
 */
public enum TakeoverStep {
    /** Every stored file of its packages is hashed where it lies. Reads only. */
    VERIFY_CONTENT,
    /** What is missing or damaged there is brought from other points of the source. */
    COPY_MISSING,
    /** It becomes a distribution point of the destination, with the evidence of what it holds. */
    REGISTER,
    /** The source point is no longer shared: content is given from the destination's point. */
    SWITCH,
    /** Its role is removed at the source, by the source's administrator. */
    REMOVE_AT_SOURCE;

    /**
     * @param done the last step that was done; null for none
     * @return null if all were
     */
    static @Nullable TakeoverStep after(@Nullable TakeoverStep done) {
        int next = done == null ? 0 : done.ordinal() + 1;
        return next == values().length ? null : values()[next];
    }
}
