package org.godwit.access.signin;

import jakarta.servlet.http.HttpServletRequest;

/** The path of a request within the application, decoded. */
final class RequestPath {

    private RequestPath() {}

    static String of(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }
}
