package org.godwit.access.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.godwit.shared.GodwitException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;

/**
 * Leads somebody who could not sign in to the console back to the form: {@code /login?error}, or {@code /login?error=CODE} where
 * the code says more than that something was wrong.
 */
@Component
class SignInFailures implements AuthenticationFailureHandler {

    private static final String PLAIN = "SIGN_IN_FAILED";

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        String code = failure.getCause() instanceof GodwitException e ? e.code() : PLAIN;
        response.sendRedirect(page(request, code));
    }

    /** Ends what a half-done sign-in has left behind. */
    void refuse(HttpServletRequest request, HttpServletResponse response, GodwitException refusal) throws IOException {
        SecurityContextHolder.clearContext();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        response.sendRedirect(page(request, refusal.code()));
    }

    private static String page(HttpServletRequest request, String code) {
        return request.getContextPath() + "/login?error" + (code.equals(PLAIN) ? "" : "=" + code);
    }
}
