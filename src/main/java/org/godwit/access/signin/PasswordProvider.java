package org.godwit.access.signin;

import org.godwit.access.SignIn;
import org.godwit.shared.GodwitException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Form sign-in with name and password. */
final class PasswordProvider implements AuthenticationProvider {

    private final SignIn signIn;

    PasswordProvider(SignIn signIn) {
        this.signIn = signIn;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        Object password = attempt.getCredentials();
        try {
            String code = attempt.getDetails() instanceof FormDetails form ? form.code() : null;
            return SignedIn.of(
                    signIn.withPassword(attempt.getName(), password == null ? "" : password.toString(), code));
        } catch (GodwitException e) {
            throw switch (e.kind()) {
                case UNAUTHENTICATED -> new BadCredentialsException(e.getMessage(), e);
                case TOO_MANY -> new LockedException(e.getMessage(), e);
                default -> new AuthenticationServiceException(e.getMessage(), e);
            };
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
