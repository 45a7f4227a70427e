package org.godwit.access.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.godwit.access.SignIn;
import org.godwit.access.SignedInUser;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives a session's user her rights of this moment, ends the session of one who is disabled or whose password was changed
 * elsewhere, and sends one who must change her password to the page for it.
 */
final class SessionUserFilter extends OncePerRequestFilter {

    static final String PASSWORD_PAGE = "/account/password";
    private static final Set<String> ALWAYS = Set.of(PASSWORD_PAGE, "/login", "/logout", "/error");

    private final SignIn accounts;

    SessionUserFilter(SignIn accounts) {
        this.accounts = accounts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof SignedInUser known) {
            Optional<SignedInUser> now = accounts.current(known.getName())
                    .filter(u -> u.passwordChangedAt().equals(known.passwordChangedAt()));
            if (now.isEmpty()) {
                end(request);
                response.sendRedirect(request.getContextPath() + "/login?ended");
                return;
            }
            if (now.get().mustChangePassword() && !ALWAYS.contains(RequestPath.of(request))) {
                response.sendRedirect(request.getContextPath() + PASSWORD_PAGE);
                return;
            }
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(SignedIn.of(now.get()));
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }

    private static void end(HttpServletRequest request) {
        SecurityContextHolder.clearContext();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
