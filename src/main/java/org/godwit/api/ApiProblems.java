package org.godwit.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.godwit.shared.GodwitException;
import org.godwit.site.SourceFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Every error of the REST interface as an RFC 9457 problem with {@code code} and {@code hint}. What is unforeseen is logged
 * and answered without a word of its inside.
 */
@RestControllerAdvice({"org.godwit.api", "org.godwit.agent"}) // where agents enrol
class ApiProblems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);
    private static final Pattern MISSING = Pattern.compile("Missing required creator property '(\\w+)'");

    @ExceptionHandler(GodwitException.class)
    ResponseEntity<Object> godwit(GodwitException e, WebRequest request) {
        ResponseEntity<Object> answer = answer(status(e.kind()), e.code(), e.getMessage(), e.hint(), request);
        if (answer.getBody() instanceof ProblemDetail problem) {
            e.details().forEach(problem::setProperty);
        }
        return answer;
    }

    @ExceptionHandler(SourceFailure.class)
    ResponseEntity<Object> source(SourceFailure e, WebRequest request) {
        return answer(HttpStatus.SERVICE_UNAVAILABLE, "SOURCE_" + e.reason(), e.getMessage(), e.hint(), request);
    }

    @ExceptionHandler({OptimisticLockingFailureException.class, CannotAcquireLockException.class})
    ResponseEntity<Object> concurrent(Exception e, WebRequest request) {
        LOG.debug("Concurrent change", e);
        return answer(
                HttpStatus.CONFLICT,
                "CHANGED_MEANWHILE",
                "Somebody else changed this at the same moment.",
                "Read it again and repeat what still applies.",
                request);
    }

    @ExceptionHandler(AccessDeniedException.class)
    ResponseEntity<Object> denied(AccessDeniedException e, WebRequest request) {
        return answer(
                HttpStatus.FORBIDDEN,
                "RIGHT_MISSING",
                "You may not do this.",
                "Ask a Full Administrator for a role that allows it.",
                request);
    }

    @ExceptionHandler(ConstraintViolationException.class)
    ResponseEntity<Object> constraint(ConstraintViolationException e, WebRequest request) {
        String what = e.getConstraintViolations().stream()
                .map(v -> v.getPropertyPath() + " " + v.getMessage())
                .sorted()
                .collect(Collectors.joining("; "));
        return answer(HttpStatus.BAD_REQUEST, "REQUEST_INVALID", what + ".", "Correct the named values.", request);
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<Object> unforeseen(Exception e, WebRequest request) {
        LOG.error("Unforeseen error answering {}", path(request), e);
        return answer(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "INTERNAL_ERROR",
                "The server met an error it did not foresee; nothing more is known to the caller.",
                "Look for the correlation id of this answer in the server's log.",
                request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                HttpStatus.BAD_REQUEST,
                "BODY_INVALID",
                unreadable(e.getCause()),
                "Send JSON of the documented form: see /v3/api-docs.",
                request);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String what = e.getBindingResult().getFieldErrors().stream()
                .map(f -> f.getField() + " " + f.getDefaultMessage())
                .sorted()
                .collect(Collectors.joining("; "));
        return answer(HttpStatus.BAD_REQUEST, "REQUEST_INVALID", what + ".", "Correct the named fields.", request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError()) {
            return unforeseen(e, request);
        }
        String message = e instanceof MethodArgumentTypeMismatchException m
                ? "The value of '" + m.getName() + "' is not of the right kind."
                : body instanceof ProblemDetail p && p.getDetail() != null
                        ? p.getDetail()
                        : "The request cannot be answered.";
        ResponseEntity<Object> answer = answer(
                status,
                "HTTP_" + status.value(),
                message,
                "See /v3/api-docs for the routes, their methods and their parameters.",
                request);
        HttpHeaders all = new HttpHeaders();
        all.putAll(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(answer.getBody(), all, status);
    }

    private static HttpStatus status(GodwitException.Kind kind) {
        return switch (kind) {
            case INVALID -> HttpStatus.BAD_REQUEST;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case REFUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
            case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    /** Names the field at fault, never the value sent: it may be a secret. */
    private static String unreadable(@Nullable Throwable cause) {
        if (cause instanceof GodwitException g) {
            return g.getMessage();
        }
        if (cause instanceof UnrecognizedPropertyException u) {
            return "There is no field '" + u.getPropertyName() + "' here.";
        }
        if (cause instanceof InvalidFormatException f
                && f.getTargetType() != null
                && f.getTargetType().isEnum()) {
            return "The field '" + field(f) + "' must be one of "
                    + List.of(f.getTargetType().getEnumConstants()) + ".";
        }
        if (cause instanceof MismatchedInputException m) {
            Matcher missing = MISSING.matcher(m.getOriginalMessage());
            if (missing.find()) {
                return "The field '" + missing.group(1) + "' is missing.";
            }
        }
        if (cause instanceof MismatchedInputException m && !m.getPath().isEmpty()) {
            return "The field '" + field(m) + "' is missing or not of the right kind.";
        }
        if (cause != null && cause.getCause() instanceof GodwitException g) {
            return g.getMessage();
        }
        return "The body is not readable JSON of the right form.";
    }

    private static String field(JacksonException e) {
        return e.getPath().stream()
                .map(r -> r.getPropertyName() == null ? "[" + r.getIndex() + "]" : r.getPropertyName())
                .collect(Collectors.joining("."));
    }

    private static ResponseEntity<Object> answer(
            HttpStatusCode status, String code, String detail, String hint, WebRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setInstance(URI.create(path(request)));
        problem.setProperty("code", code);
        problem.setProperty("hint", hint);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static String path(WebRequest request) {
        HttpServletRequest servlet = ((ServletWebRequest) request).getRequest();
        try {
            return URI.create(servlet.getRequestURI()).getRawPath();
        } catch (IllegalArgumentException e) {
            return "/";
        }
    }
}
