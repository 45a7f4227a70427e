package org.godwit.access.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.godwit.shared.GodwitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** RFC 9457 problems for requests that end before any controller. */
@Component
class Problems {

    private final JsonMapper json;
    private final boolean tickets;

    Problems(JsonMapper json, NegotiateProperties negotiate) {
        this.json = json;
        this.tickets = negotiate.configured();
    }

    void write(HttpServletRequest request, HttpServletResponse response, GodwitException problem) throws IOException {
        HttpStatus status = status(problem.kind());
        if (status == HttpStatus.UNAUTHORIZED) {
            if (tickets) {
                response.addHeader(HttpHeaders.WWW_AUTHENTICATE, Negotiation.SCHEME);
            }
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Godwit\", charset=\"UTF-8\"");
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Godwit\"");
        }
        if (status == HttpStatus.TOO_MANY_REQUESTS) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "60");
        }
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, problem.getMessage());
        detail.setInstance(URI.create(request.getRequestURI()));
        detail.setProperty("code", problem.code());
        detail.setProperty("hint", problem.hint());
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        json.writeValue(response.getOutputStream(), detail);
    }

    private static HttpStatus status(GodwitException.Kind kind) {
        return switch (kind) {
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case INVALID -> HttpStatus.CONTENT_TOO_LARGE;
            default -> HttpStatus.FORBIDDEN;
        };
    }
}
