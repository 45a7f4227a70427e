package org.godwit.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is within the security scopes of whoever acts. Ids that are parameters are checked by {@link InScope} already. */
@SystemOnly("Asked within calls whose right was checked")
public interface ScopeGuard {

    /**
     * @throws org.godwit.shared.GodwitException that there is no such object, if it is in none of the actor's scopes; the refusal
     *     is audited. An object that does not exist passes: whoever looks for it says so
     */
    void require(Securable kind, long id);

    /** True if the object is in a scope of the actor, or does not exist. */
    boolean reaches(Securable kind, long id);

    /** Ids of all objects within the actor's scopes, never empty: 0, which is nothing's id, is always among them. Null for all. */
    @Nullable Set<Long> inReach(Securable kind);

    /** Scopes of an object; empty if there is none. */
    Set<String> scopesOf(Securable kind, long id);
}
