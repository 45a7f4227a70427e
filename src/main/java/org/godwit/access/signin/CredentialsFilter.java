package org.godwit.access.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.godwit.access.ApiTokens;
import org.godwit.access.SignIn;
import org.godwit.access.SignedInUser;
import org.godwit.shared.GodwitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Signs in whoever sends HTTP Basic credentials or a bearer token with a request; keeps nothing after it. */
final class CredentialsFilter extends OncePerRequestFilter {

    private static final String OWN_PASSWORD = "/api/v1/admin-users/me/password";

    private final SignIn signIn;
    private final ApiTokens tokens;
    private final Problems problems;

    CredentialsFilter(SignIn signIn, ApiTokens tokens, Problems problems) {
        this.signIn = signIn;
        this.tokens = tokens;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            try {
                SignedInUser user = user(header);
                if (user.mustChangePassword() && !changesOwnPassword(request)) {
                    throw passwordChangeRequired();
                }
                SecurityContext context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(SignedIn.of(user));
                SecurityContextHolder.setContext(context);
            } catch (GodwitException e) {
                problems.write(request, response, e);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private SignedInUser user(String header) {
        String[] parts = header.split(" ", 2);
        String value = parts.length == 2 ? parts[1].strip() : "";
        return switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "basic" -> {
                String[] pair = decoded(value)
                        .map(text -> text.split(":", 2))
                        .filter(p -> p.length == 2)
                        .orElseThrow(CredentialsFilter::unreadable);
                yield signIn.withPassword(pair[0], pair[1], null);
            }
            case "bearer" -> tokens.signIn(value);
            default -> throw unreadable();
        };
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static GodwitException unreadable() {
        return new GodwitException(
                GodwitException.Kind.UNAUTHENTICATED,
                "CREDENTIALS_UNREADABLE",
                "The Authorization header is neither HTTP Basic nor a bearer token.",
                "Send 'Basic' with base64 of name:password, or 'Bearer' with an API token.");
    }

    private static GodwitException passwordChangeRequired() {
        return new GodwitException(
                GodwitException.Kind.FORBIDDEN,
                "PASSWORD_CHANGE_REQUIRED",
                "This password must be changed before anything else.",
                "POST {\"currentPassword\": …, \"newPassword\": …} to " + OWN_PASSWORD
                        + ", or sign in to the console.");
    }

    private static boolean changesOwnPassword(HttpServletRequest request) {
        return HttpMethod.POST.matches(request.getMethod()) && OWN_PASSWORD.equals(RequestPath.of(request));
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }
}
