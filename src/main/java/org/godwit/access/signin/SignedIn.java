package org.godwit.access.signin;

import java.util.List;
import org.godwit.access.SignedInUser;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** The authentication of a signed-in user; her rights are its authorities, so that pages can ask for them. */
final class SignedIn {

    private SignedIn() {}

    static Authentication of(SignedInUser user) {
        List<SimpleGrantedAuthority> authorities = user.actor().authorities().stream()
                .map(SimpleGrantedAuthority::new)
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(user, null, authorities);
    }
}
