package org.godwit.access.signin;

import org.godwit.access.ApiTokens;
import org.godwit.access.SignIn;
import org.godwit.shared.GodwitException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Who gets past the front doors: REST and metrics with credentials in each request and no session; the console with a form
 * sign-in, a session and CSRF tokens. What somebody may do is decided by the services, not here.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class WebSecurity {

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";
    /** Swagger UI sets styles from its scripts. */
    private static final String SWAGGER_POLICY =
            CONTENT_SECURITY_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

    /** So that Spring Boot makes no user of its own. */
    @Bean
    AuthenticationManager authenticationManager(SignIn signIn) {
        return new ProviderManager(new PasswordProvider(signIn));
    }

    @Bean
    @Order(1)
    SecurityFilterChain rest(
            HttpSecurity http, SignIn signIn, ApiTokens tokens, Negotiation negotiation, Problems problems)
            throws Exception {
        http.securityMatcher("/api/**", "/actuator/**")
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers(HttpMethod.GET, "/actuator/health", "/actuator/health/**")
                                .permitAll()
                                .requestMatchers(HttpMethod.POST, "/api/v1/agents/enrol") // takes a token of its own
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .addFilterBefore(
                        new CredentialsFilter(signIn, tokens, negotiation, problems), AuthorizationFilter.class)
                .exceptionHandling(errors -> errors.authenticationEntryPoint(
                                (request, response, e) -> problems.write(request, response, signInRequired()))
                        .accessDeniedHandler((request, response, e) -> problems.write(request, response, denied())))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> harden(headers, "default-src 'none'; frame-ancestors 'none'"));
        return http.build();
    }

    /** The description of the REST interface holds no secret and no data. */
    @Bean
    @Order(2)
    SecurityFilterChain description(HttpSecurity http) throws Exception {
        http.securityMatcher("/v3/api-docs/**", "/v3/api-docs.yaml", "/swagger-ui/**", "/swagger-ui.html")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .headers(headers -> harden(headers, SWAGGER_POLICY));
        return http.build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain console(
            HttpSecurity http,
            SignIn signIn,
            OpenIdConnect openIdConnect,
            Negotiation negotiation,
            SignInFailures failures)
            throws Exception {
        // a parent would be asked once more after every failure, and count it twice
        http.getSharedObject(AuthenticationManagerBuilder.class).parentAuthenticationManager(null);
        openIdConnect.addTo(http);
        http.with(new NegotiateLogin(negotiation, failures), Customizer.withDefaults());
        http.authenticationProvider(new PasswordProvider(signIn))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/login", "/error", "/webjars/**", "/assets/**", "/favicon.ico", "/robots.txt")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(new SessionUserFilter(signIn), AuthorizationFilter.class)
                .formLogin(form -> form.loginPage("/login")
                        .authenticationDetailsSource(FormDetails::new)
                        .failureHandler(failures)
                        .permitAll())
                .logout(logout -> logout.logoutRequestMatcher(
                                PathPatternRequestMatcher.pathPattern(HttpMethod.POST, "/logout"))
                        .logoutSuccessUrl("/login?logout")
                        .deleteCookies("SESSION"))
                .sessionManagement(sessions -> sessions.sessionFixation(fixation -> fixation.changeSessionId()))
                .headers(headers -> harden(headers, CONTENT_SECURITY_POLICY));
        return http.build();
    }

    private static void harden(HeadersConfigurer<HttpSecurity> headers, String contentSecurityPolicy) {
        headers.contentSecurityPolicy(csp -> csp.policyDirectives(contentSecurityPolicy))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions ->
                        permissions.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"));
    }

    private static GodwitException signInRequired() {
        return new GodwitException(
                GodwitException.Kind.UNAUTHENTICATED,
                "SIGN_IN_REQUIRED",
                "Nobody is signed in.",
                "Send HTTP Basic credentials, or a bearer token made with POST /api/v1/api-tokens.");
    }

    private static GodwitException denied() {
        return new GodwitException(
                GodwitException.Kind.FORBIDDEN,
                "RIGHT_MISSING",
                "You may not do this.",
                "Ask a Full Administrator for a security role that allows it.");
    }
}
