package org.godwit.security;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who acts.
 *
 * @param name sign-in name, or {@code system} for the server itself
 * @param address where from: the remote address of a request; null for the schedule and the server itself
 * @param authorities {@code CLASS:VERB} texts of the rights held
 * @param scopes names of the security scopes held; {@code All} means every one
 */
public record Actor(String name, @Nullable String address, Set<String> authorities, Set<String> scopes) {

    public static final String SCOPE_ALL = "All";
    /** The server itself: holds every right, used only where no person asked for the work. */
    public static final Actor SYSTEM = new Actor(
            "system",
            null,
            java.util.Arrays.stream(Right.values())
                    .map(Right::authority)
                    .collect(java.util.stream.Collectors.toUnmodifiableSet()),
            Set.of(SCOPE_ALL));

    public Actor {
        authorities = Set.copyOf(authorities);
        scopes = Set.copyOf(scopes);
    }

    /** Whoever acts on this thread, if anybody is signed in. */
    public static Optional<Actor> find() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !authentication.isAuthenticated()) {
            return Optional.empty();
        }
        if (authentication.getPrincipal() instanceof ActorPrincipal principal) {
            return Optional.of(principal.actor());
        }
        return Optional.empty();
    }

    /** Whoever acts on this thread; {@link #SYSTEM} if nobody is signed in (start-up, schedule). */
    public static Actor current() {
        return find().orElse(SYSTEM);
    }

    public boolean may(Right right) {
        return authorities.contains(right.authority());
    }

    /** True if something in any of the given scopes is within this actor's reach. */
    public boolean reaches(Set<String> objectScopes) {
        return scopes.contains(SCOPE_ALL) || objectScopes.stream().anyMatch(scopes::contains);
    }
}
