package org.godwit.console.page;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.godwit.security.Actor;
import org.godwit.security.RequestOrigin;
import org.springframework.context.MessageSource;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.util.WebUtils;

/** Gives every template, those of error pages included, its {@code frame} and {@code show}. */
final class FrameInterceptor implements HandlerInterceptor {

    /** Set by theme.js: the reader's time zone. */
    private static final String ZONE_COOKIE = "godwit-zone";

    private final MessageSource messages;
    private final Clock clock;

    FrameInterceptor(MessageSource messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        request.setAttribute(
                "frame",
                new Frame(
                        Actor.find().orElse(null),
                        path(request),
                        RequestOrigin.current().correlationId()));
        request.setAttribute("show", new Show(messages, clock, RequestContextUtils.getLocale(request), zone(request)));
        return true;
    }

    /** Of an error page: the path that was asked for. */
    private static String path(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String uri = failed == null ? request.getRequestURI() : failed.toString();
        return uri.substring(Math.min(request.getContextPath().length(), uri.length()));
    }

    static ZoneId zone(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, ZONE_COOKIE);
        if (cookie == null) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(URLDecoder.decode(cookie.getValue(), StandardCharsets.UTF_8));
        } catch (DateTimeException | IllegalArgumentException e) {
            return ZoneOffset.UTC;
        }
    }
}
