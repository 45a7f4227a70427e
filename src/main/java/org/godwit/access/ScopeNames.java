package org.godwit.access;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.godwit.security.Actor;
import org.godwit.security.SecurityScopes;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which security scopes there are. */
@Service
@Transactional(readOnly = true)
class ScopeNames implements SecurityScopes {

    private final SecurityScopeRepository scopes;

    ScopeNames(SecurityScopeRepository scopes) {
        this.scopes = scopes;
    }

    @Override
    public Set<String> names() {
        return scopes.findAllByOrderByName().stream()
                .map(SecurityScopeEntity::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> choose(@Nullable Set<String> wanted) {
        Actor actor = Actor.current();
        if (wanted == null || wanted.isEmpty()) {
            boolean usual =
                    actor.reaches(Set.of(Actor.SCOPE_DEFAULT)) || actor.scopes().isEmpty();
            return usual ? Set.of(Actor.SCOPE_DEFAULT) : actor.scopes();
        }
        Set<String> unknown = new TreeSet<>(wanted);
        unknown.removeAll(names());
        if (!unknown.isEmpty()) {
            throw GodwitException.invalid(
                    "SECURITY_SCOPE_NOT_FOUND",
                    "There is no security scope " + unknown + ".",
                    "Choose among the scopes that GET /security-scopes lists, or make a new one first.");
        }
        wanted.stream().filter(s -> !actor.reaches(Set.of(s))).findFirst().ifPresent(s -> {
            throw new GodwitException(
                    GodwitException.Kind.FORBIDDEN,
                    "SECURITY_SCOPE_NOT_HELD",
                    "You do not hold the security scope '" + s + "', so you cannot put objects into it.",
                    "Choose among " + actor.scopes().stream().sorted().toList() + ".");
        });
        return Set.copyOf(wanted);
    }
}
