package org.godwit.security;

/** The principal of every authentication in Godwit, however somebody signed in: it knows its {@link Actor}. */
public interface ActorPrincipal {
    Actor actor();
}
