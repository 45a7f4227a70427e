package org.godwit.security;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who acts.
 *
 * @param name sign-in name, or {@code system} for the server itself, or {@code anonymous} where nobody is signed in
 * @param address where from: the remote address of a request; null for the schedule and the server itself
 * @param authorities {@code CLASS:VERB} texts of the rights held
 * @param scopes names of the security scopes held; {@code All} means every one
 */
public record Actor(String name, @Nullable String address, Set<String> authorities, Set<String> scopes)
        implements Serializable {

    public static final String SCOPE_ALL = "All";
    public static final String SCOPE_DEFAULT = "Default";

    /** The server itself: holds every right. Only {@link RunAs#system} acts as it, where no person asked for the work. */
    public static final Actor SYSTEM = new Actor(
            "system",
            null,
            Arrays.stream(Right.values()).map(Right::authority).collect(Collectors.toUnmodifiableSet()),
            Set.of(SCOPE_ALL));

    /** Nobody: has no right and reaches no scope. */
    public static final Actor NOBODY = new Actor("anonymous", null, Set.of(), Set.of());

    public Actor {
        authorities = Set.copyOf(authorities);
        scopes = Set.copyOf(scopes);
    }

    /** Whoever acts on this thread, with the address of the request being answered; empty if nobody is signed in. */
    public static Optional<Actor> find() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !authentication.isAuthenticated()) {
            return Optional.empty();
        }
        return authentication.getPrincipal() instanceof ActorPrincipal principal
                ? Optional.of(principal.actor().fromHere())
                : Optional.empty();
    }

    /**
     * Whoever acts on this thread; {@link #NOBODY} if nobody is signed in. A thread never acts as {@link #SYSTEM} by
     * default: start-up and the schedule do so through {@link RunAs}.
     */
    public static Actor current() {
        return find().orElseGet(NOBODY::fromHere);
    }

    public boolean may(Right right) {
        return authorities.contains(right.authority());
    }

    /** True if something in any of the given scopes is within this actor's reach. */
    public boolean reaches(Set<String> objectScopes) {
        return scopes.contains(SCOPE_ALL) || objectScopes.stream().anyMatch(scopes::contains);
    }

    private Actor fromHere() {
        String here = RequestOrigin.current().address();
        return here == null ? this : new Actor(name, here, authorities, scopes);
    }
}
