package org.godwit.security;

import java.util.Set;

/** The security scopes there are, for modules that put something into one. */
@SystemOnly("Names of scopes only, asked while a request is checked")
public interface SecurityScopes {

    /** Names of all scopes, {@link Actor#SCOPE_ALL} among them. */
    Set<String> names();
}
