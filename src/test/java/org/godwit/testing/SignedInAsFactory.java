package org.godwit.testing;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.access.SignedInUser;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.context.support.WithSecurityContextFactory;

/** Makes what {@link SignedInAs} says. */
final class SignedInAsFactory implements WithSecurityContextFactory<SignedInAs> {

    @Override
    public SecurityContext createSecurityContext(SignedInAs annotation) {
        Set<String> authorities =
                annotation.value().rights().stream().map(Right::authority).collect(Collectors.toSet());
        Actor actor = new Actor(annotation.name(), null, authorities, Set.of(Actor.SCOPE_ALL));
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                new SignedInUser(0, actor, false, Instant.EPOCH),
                null,
                authorities.stream().map(SimpleGrantedAuthority::new).toList()));
        return context;
    }
}
