package org.godwit.security;

import java.util.Map;
import java.util.Set;
import org.godwit.shared.GodwitException;

/** The security scopes of a module's objects; each module that has such objects tells them. */
@SystemOnly("Asked while a call is checked")
public interface ScopedObjects {

    Securable kind();

    /** Names of the scopes of every object, by its id. There are some thousands of objects at most. */
    Map<Long, Set<String>> scopes();

    /** What a caller is answered who asks for an object that there is not, or not for her. */
    GodwitException notFound(long id);
}
