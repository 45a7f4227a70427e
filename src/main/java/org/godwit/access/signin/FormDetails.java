package org.godwit.access.signin;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** What the sign-in form sends besides name and password. */
final class FormDetails extends WebAuthenticationDetails {

    private final transient @Nullable String code;

    FormDetails(HttpServletRequest request) {
        super(request);
        this.code = request.getParameter("code");
    }

    /** Of the second factor; null if the form sent none. */
    @Nullable String code() {
        return code;
    }
}
