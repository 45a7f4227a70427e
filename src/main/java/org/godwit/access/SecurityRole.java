package org.godwit.access;

import java.util.Set;
import org.godwit.security.Right;
import org.jspecify.annotations.Nullable;

/**
 * A security role.
 *
 * @param builtIn whether it comes with the program and cannot be changed
 */
public record SecurityRole(long id, String name, String description, boolean builtIn, Set<Right> rights) {

    /** What a custom role is made of. */
    public record Input(String name, @Nullable String description, Set<Right> rights) {
        String describedAs() {
            return description == null ? "" : description.strip();
        }
    }
}
