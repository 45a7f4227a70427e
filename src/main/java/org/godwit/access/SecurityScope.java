package org.godwit.access;

import org.jspecify.annotations.Nullable;

/**
 * A security scope: a name that things are put under and users are limited to.
 *
 * @param builtIn whether it comes with the program ({@code All}, {@code Default}) and cannot be changed
 */
public record SecurityScope(long id, String name, String description, boolean builtIn) {

    /** What a custom scope is made of. */
    public record Input(String name, @Nullable String description) {
        String describedAs() {
            return description == null ? "" : description.strip();
        }
    }
}
