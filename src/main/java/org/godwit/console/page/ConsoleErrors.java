package org.godwit.console.page;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.godwit.shared.GodwitException;
import org.godwit.site.SourceFailure;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * What a page that fails shows: for a page asked for, an error page with cause and hint; for a form sent, the page it was
 * sent from, with cause and hint above it. The unforeseen goes to the error pages and the log.
 */
@ControllerAdvice("org.godwit.console")
class ConsoleErrors {

    private final MessageSource messages;

    ConsoleErrors(MessageSource messages) {
        this.messages = messages;
    }

    @ExceptionHandler
    ModelAndView godwit(GodwitException e, HttpServletRequest request) {
        return answer(Fault.of(e), status(e.kind()), request);
    }

    @ExceptionHandler
    ModelAndView source(SourceFailure e, HttpServletRequest request) {
        return answer(Fault.of(e), HttpStatus.SERVICE_UNAVAILABLE, request);
    }

    @ExceptionHandler({OptimisticLockingFailureException.class, CannotAcquireLockException.class})
    ModelAndView concurrent(Exception e, HttpServletRequest request) {
        Locale locale = RequestContextUtils.getLocale(request);
        Fault fault = new Fault(
                "CHANGED_MEANWHILE",
                messages.getMessage("fault.changed", null, locale),
                messages.getMessage("fault.changed.hint", null, locale));
        return answer(fault, HttpStatus.CONFLICT, request);
    }

    private static ModelAndView answer(Fault fault, HttpStatus status, HttpServletRequest request) {
        String sender = sender(request);
        if (request.getMethod().equals("POST") && sender != null) {
            RequestContextUtils.getOutputFlashMap(request).put("fault", fault);
            return new ModelAndView("redirect:" + sender);
        }
        ModelAndView view = new ModelAndView("error/fault", status);
        view.addObject("fault", fault);
        view.addObject("status", status.value());
        return view;
    }

    /** The page of this server that a form was sent from: path and query; null if the browser did not say. */
    private static @Nullable String sender(HttpServletRequest request) {
        String referer = request.getHeader(HttpHeaders.REFERER);
        if (referer == null) {
            return null;
        }
        try {
            URI from = URI.create(referer);
            String path = from.getRawPath();
            if (!request.getServerName().equalsIgnoreCase(from.getHost())
                    || path == null
                    || !path.startsWith(request.getContextPath() + "/")
                    || path.startsWith("//")) {
                return null;
            }
            String inside = path.substring(request.getContextPath().length());
            return from.getRawQuery() == null ? inside : inside + "?" + from.getRawQuery();
        } catch (IllegalArgumentException e) {
            return null;
        }
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
}
