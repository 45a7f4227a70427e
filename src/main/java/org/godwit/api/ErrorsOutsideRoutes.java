package org.godwit.api;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.webmvc.autoconfigure.error.BasicErrorController;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/**
 * Errors that no route answered for: unknown addresses, wrong methods, requests the container refused. Under {@code /api} they
 * are problems like all others; elsewhere they are the console's error pages.
 */
@Component
class ErrorsOutsideRoutes extends BasicErrorController {

    private final JsonMapper json;

    ErrorsOutsideRoutes(
            ErrorAttributes attributes,
            WebProperties properties,
            ObjectProvider<ErrorViewResolver> resolvers,
            JsonMapper json) {
        super(
                attributes,
                properties.getError(),
                List.copyOf(resolvers.orderedStream().toList()));
        this.json = json;
    }

    @Override
    public ModelAndView errorHtml(HttpServletRequest request, HttpServletResponse response) {
        if (!api(request)) {
            return super.errorHtml(request, response);
        }
        HttpStatus status = getStatus(request);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        try {
            response.getOutputStream().write(json.writeValueAsBytes(problem(status)));
        } catch (IOException e) {
            response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR.value()); // the caller is gone
        }
        return new ModelAndView((model, req, res) -> {});
    }

    @Override
    @SuppressWarnings("unchecked")
    public ResponseEntity<Map<String, @Nullable Object>> error(HttpServletRequest request) {
        if (!api(request)) {
            return super.error(request);
        }
        HttpStatus status = getStatus(request);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(json.convertValue(problem(status), Map.class));
    }

    /** Somebody who asks for the page of errors itself has found no page. */
    @Override
    protected HttpStatus getStatus(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) == null
                ? HttpStatus.NOT_FOUND
                : super.getStatus(request);
    }

    private static boolean api(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
                && (path.startsWith("/api/") || path.startsWith("/actuator/"));
    }

    private static ProblemDetail problem(HttpStatus status) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                status,
                switch (status) {
                    case NOT_FOUND -> "There is no such route.";
                    case METHOD_NOT_ALLOWED -> "This route does not take this method.";
                    default -> "The request cannot be answered.";
                });
        problem.setProperty("code", status == HttpStatus.NOT_FOUND ? "ROUTE_UNKNOWN" : "HTTP_" + status.value());
        problem.setProperty("hint", "See /v3/api-docs for the routes, their methods and their parameters.");
        return problem;
    }
}
