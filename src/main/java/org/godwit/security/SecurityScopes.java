package org.godwit.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The security scopes there are, for modules that put something into one. */
@SystemOnly("Names of scopes only, asked while a request is checked")
public interface SecurityScopes {

    /** Names of all scopes, {@link Actor#SCOPE_ALL} among them. */
    Set<String> names();

    /**
     * Scopes for something that is being made.
     *
     * @param wanted null or empty for {@link Actor#SCOPE_DEFAULT}, or for all scopes of an actor who does not hold that one
     * @return never empty
     * @throws org.godwit.shared.GodwitException {@code SECURITY_SCOPE_NOT_FOUND}; {@code SECURITY_SCOPE_NOT_HELD} for one that the
     *     actor does not hold
     */
    Set<String> choose(@Nullable Set<String> wanted);
}
