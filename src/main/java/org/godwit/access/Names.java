package org.godwit.access;

import org.godwit.security.Actor;
import org.godwit.shared.GodwitException;

/** What may be a name of a user, role, scope or token. */
final class Names {

    private Names() {}

    /** @throws GodwitException {@code ADMIN_USER_EXISTS} if the server itself, or nobody, is called so */
    static void requireNotReserved(String name) {
        if (name.equalsIgnoreCase(Actor.SYSTEM.name()) || name.equalsIgnoreCase(Actor.NOBODY.name())) {
            throw exists(name);
        }
    }

    static GodwitException exists(String name) {
        return GodwitException.conflict(
                "ADMIN_USER_EXISTS", "There is a user '" + name + "' already.", "Choose another name.");
    }

    /** @throws GodwitException with the given code if the name is blank, too long, or has characters no name has */
    static void check(String code, String name, int maxLength) {
        boolean plain = name.codePoints().noneMatch(c -> Character.isISOControl(c) || c == ':' || c == '<' || c == '>');
        if (name.isBlank() || name.strip().length() > maxLength || !plain) {
            throw GodwitException.invalid(
                    code,
                    "'" + (name.length() > 40 ? name.substring(0, 40) + "…" : name) + "' cannot be a name here.",
                    "Use 1 to " + maxLength + " characters, without control characters and none of : < >");
        }
    }
}
