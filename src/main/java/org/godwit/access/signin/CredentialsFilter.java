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
import java.util.Set;
import org.godwit.access.ApiTokens;
import org.godwit.access.SignIn;
import org.godwit.access.SignedInUser;
import org.godwit.shared.GodwitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Signs in whoever sends HTTP Basic credentials, a bearer token or a Kerberos ticket with a request; keeps nothing after it. A
 * browser sends tickets by itself, also when another site's page makes it ask: such a request may read and no more.
 */
final class CredentialsFilter extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String OWN_PASSWORD = "/api/v1/admin-users/me/password";

    private final SignIn signIn;
    private final ApiTokens tokens;
    private final Negotiation negotiation;
    private final Problems problems;

    CredentialsFilter(SignIn signIn, ApiTokens tokens, Negotiation negotiation, Problems problems) {
        this.signIn = signIn;
        this.tokens = tokens;
        this.negotiation = negotiation;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            try {
                String ticket = negotiation.token(header);
                SignedInUser user = ticket == null ? user(header) : ticketHolder(ticket, request, response);
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

    private SignedInUser ticketHolder(String ticket, HttpServletRequest request, HttpServletResponse response) {
        if (!SAFE.contains(request.getMethod()) && ofAnotherSite(request)) {
            throw new GodwitException(
                    GodwitException.Kind.FORBIDDEN,
                    "CROSS_SITE_REFUSED",
                    "A page of another site asked for this.",
                    "Send HTTP Basic credentials or a bearer token, or ask from where no browser does.");
        }
        Negotiation.Accepted accepted = negotiation.accept(ticket);
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, accepted.answer());
        return accepted.user();
    }

    /** Browsers say where a request that changes something comes from; other clients say nothing (Fetch standard 3.2, 3.3). */
    private static boolean ofAnotherSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        try {
            return CorsUtils.isCorsRequest(request);
        } catch (IllegalArgumentException e) { // an origin that is none
            return true;
        }
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
                "The Authorization header is none that is understood here.",
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
