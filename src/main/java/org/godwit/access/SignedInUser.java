package org.godwit.access;

import java.io.Serializable;
import java.time.Instant;
import org.godwit.security.Actor;
import org.godwit.security.ActorPrincipal;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Somebody who has signed in.
 *
 * @param mustChangePassword until she has, her actor has no rights
 * @param passwordChangedAt of the password she signed in with; a session ends when it is not the newest any more
 */
public record SignedInUser(long id, Actor actor, boolean mustChangePassword, Instant passwordChangedAt)
        implements ActorPrincipal, AuthenticatedPrincipal, Serializable {

    @Override
    public String getName() {
        return actor.name();
    }
}
