package org.godwit.access.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.godwit.access.AdminUser;
import org.godwit.access.SignIn;
import org.godwit.access.SignedInUser;
import org.godwit.shared.GodwitException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Sign-in to the console through an OpenID Connect provider. The provider is first asked when somebody signs in, so the server
 * starts without it. Of what the provider says, only name and groups are kept.
 */
@Component
class OpenIdConnect {

    private static final Logger LOG = LoggerFactory.getLogger(OpenIdConnect.class);

    static final String REGISTRATION = "godwit";
    private static final String METHOD = "OPENID_CONNECT";

    private final OpenIdConnectProperties properties;
    private final SignIn signIn;
    private final SignInFailures failures;
    private final HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();
    private final SavedRequestAwareAuthenticationSuccessHandler onward =
            new SavedRequestAwareAuthenticationSuccessHandler();

    OpenIdConnect(OpenIdConnectProperties properties, SignIn signIn, SignInFailures failures) {
        this.properties = properties;
        this.signIn = signIn;
        this.failures = failures;
    }

    boolean configured() {
        return properties.issuerUri() != null && properties.clientId() != null;
    }

    void addTo(HttpSecurity http) throws Exception {
        if (configured()) {
            http.oauth2Login(login -> login.loginPage("/login")
                    .clientRegistrationRepository(new SupplierClientRegistrationRepository(
                            () -> new InMemoryClientRegistrationRepository(registration())))
                    .authorizedClientRepository(new HttpSessionOAuth2AuthorizedClientRepository())
                    .successHandler(this::succeeded)
                    .failureHandler(this::failed));
        }
    }

    private ClientRegistration registration() {
        return ClientRegistrations.fromIssuerLocation(Objects.requireNonNull(properties.issuerUri()))
                .registrationId(REGISTRATION)
                .clientId(Objects.requireNonNull(properties.clientId()))
                .clientSecret(properties.clientSecret())
                .scope(properties.scopes())
                .userNameAttributeName("sub")
                .build();
    }

    private void succeeded(HttpServletRequest request, HttpServletResponse response, Authentication provided)
            throws IOException, jakarta.servlet.ServletException {
        try {
            OidcUser person = (OidcUser) Objects.requireNonNull(provided.getPrincipal());
            String name = person.getClaimAsString(properties.nameClaim());
            List<String> groups = person.getClaimAsStringList(properties.groupsClaim());
            if (name == null || name.isBlank()) {
                signIn.refused(METHOD, "NO_CLAIM " + properties.nameClaim());
                throw new GodwitException(
                        GodwitException.Kind.UNAUTHENTICATED,
                        "SIGN_IN_NO_NAME",
                        "The provider does not say your name.",
                        "Let it send the claim '" + properties.nameClaim() + "'.");
            }
            SignedInUser user = signIn.external(
                    AdminUser.Source.OPENID_CONNECT, name.strip(), groups == null ? List.of() : groups, METHOD);
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(SignedIn.of(user));
            SecurityContextHolder.setContext(context);
            sessions.saveContext(context, request, response);
            onward.onAuthenticationSuccess(request, response, SignedIn.of(user));
        } catch (GodwitException e) {
            failures.refuse(request, response, e);
        }
    }

    private void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        LOG.warn(
                "The OpenID Connect provider {} did not sign somebody in: {}",
                properties.issuerUri(),
                failure.getMessage());
        signIn.refused(
                METHOD,
                failure instanceof OAuth2AuthenticationException e
                        ? e.getError().getErrorCode()
                        : "PROVIDER_FAILED");
        failures.refuse(
                request,
                response,
                new GodwitException(
                        GodwitException.Kind.UNAUTHENTICATED,
                        "PROVIDER_FAILED",
                        "The OpenID Connect provider did not sign you in.",
                        "Try again; if it stays, look into the server's audit trail and log.",
                        failure));
    }
}
