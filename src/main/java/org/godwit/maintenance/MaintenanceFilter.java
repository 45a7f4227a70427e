package org.godwit.maintenance;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.godwit.shared.CanonicalJson;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses every request that could change something while maintenance lasts; signing in and ending it stay possible. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20) // after the request's origin is known, before anybody signs in with it
class MaintenanceFilter extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> ALLOWED = Set.of(
            "/login",
            "/logout",
            "/operate/maintenance",
            "/operate/backups",
            "/api/v1/maintenance",
            "/api/v1/audit-events/verify",
            "/api/v1/backups");
    private static final int UNAVAILABLE = 503;

    private final MaintenanceSwitch modeSwitch;

    MaintenanceFilter(MaintenanceSwitch modeSwitch) {
        this.modeSwitch = modeSwitch;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean free = READING.contains(request.getMethod()) || ALLOWED.contains(request.getRequestURI());
        String reason = free ? null : modeSwitch.reason();
        if (reason == null) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(UNAVAILABLE);
        response.setHeader("Retry-After", "60");
        if (request.getRequestURI().startsWith("/api/")) {
            response.setContentType("application/problem+json");
            response.getWriter()
                    .write(CanonicalJson.write(Map.of(
                            "status",
                            UNAVAILABLE,
                            "title",
                            "Service Unavailable",
                            "code",
                            "MAINTENANCE",
                            "detail",
                            "The server takes no changes at present: " + reason,
                            "hint",
                            "Try again later; reading works.")));
        } else {
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter()
                    .write("The server takes no changes at present: " + reason + "\nGo back; reading works.\n");
        }
    }
}
