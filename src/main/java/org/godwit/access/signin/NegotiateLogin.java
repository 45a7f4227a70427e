package org.godwit.access.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.godwit.shared.GodwitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/**
 * Single sign-on to the console: the sign-in page asks the browser for a ticket (401 with {@code Negotiate}) and carries the form
 * for those who have none. A page with parameters, as after signing out or after a failure, does not ask.
 */
final class NegotiateLogin extends AbstractHttpConfigurer<NegotiateLogin, HttpSecurity> {

    private final Negotiation negotiation;
    private final SignInFailures failures;

    NegotiateLogin(Negotiation negotiation, SignInFailures failures) {
        this.negotiation = negotiation;
        this.failures = failures;
    }

    @Override
    public void configure(HttpSecurity http) {
        if (negotiation.configured()) {
            TicketFilter filter = new TicketFilter(negotiation);
            filter.setAuthenticationFailureHandler(failures);
            filter.setSecurityContextRepository(new HttpSessionSecurityContextRepository());
            filter.setSessionAuthenticationStrategy(
                    Objects.requireNonNull(http.getSharedObject(SessionAuthenticationStrategy.class)));
            http.addFilterBefore(filter, UsernamePasswordAuthenticationFilter.class);
        }
    }

    private static boolean arrivesAtTheForm(HttpServletRequest request) {
        return HttpMethod.GET.matches(request.getMethod())
                && request.getQueryString() == null
                && "/login".equals(RequestPath.of(request));
    }

    private static final class TicketFilter extends AbstractAuthenticationProcessingFilter {

        private final Negotiation negotiation;

        TicketFilter(Negotiation negotiation) {
            super(request -> arrivesAtTheForm(request)
                    && negotiation.token(request.getHeader(HttpHeaders.AUTHORIZATION)) != null);
            this.negotiation = negotiation;
            setAuthenticationManager(attempt -> attempt); // tickets are looked at here
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            HttpServletRequest http = (HttpServletRequest) request;
            boolean unknown = SecurityContextHolder.getContext().getAuthentication() == null;
            if (unknown && arrivesAtTheForm(http) && http.getHeader(HttpHeaders.AUTHORIZATION) == null) {
                HttpServletResponse form = (HttpServletResponse) response;
                form.setHeader(HttpHeaders.WWW_AUTHENTICATE, Negotiation.SCHEME);
                form.setStatus(HttpStatus.UNAUTHORIZED.value());
            }
            super.doFilter(request, response, chain);
        }

        @Override
        public Authentication attemptAuthentication(HttpServletRequest request, HttpServletResponse response) {
            String token = Objects.requireNonNull(negotiation.token(request.getHeader(HttpHeaders.AUTHORIZATION)));
            try {
                Negotiation.Accepted accepted = negotiation.accept(token);
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, accepted.answer());
                return SignedIn.of(accepted.user());
            } catch (GodwitException e) {
                throw new BadCredentialsException(e.getMessage(), e);
            }
        }
    }
}
