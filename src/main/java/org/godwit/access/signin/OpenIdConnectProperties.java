package org.godwit.access.signin;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sign-in through an OpenID Connect provider (authorization code flow with PKCE).
 *
 * @param issuerUri of the provider, whose {@code /.well-known/openid-configuration} is read at the first sign-in; without one
 *     nobody signs in so
 * @param clientId as the provider knows this server; its redirect URI there is
 *     {@code https://…/login/oauth2/code/godwit}
 * @param clientSecret given to this server by the provider; set it by an environment variable or a file
 * @param scopes asked for
 * @param nameClaim claim that is the sign-in name here
 * @param groupsClaim claim that lists the groups
 */
@ConfigurationProperties("godwit.sign-in.open-id-connect")
record OpenIdConnectProperties(
        @Nullable String issuerUri,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @DefaultValue({"openid", "profile"}) Set<String> scopes,
        @DefaultValue("preferred_username") String nameClaim,
        @DefaultValue("groups") String groupsClaim) {

    @Override
    public String toString() {
        return "OpenIdConnectProperties[issuerUri=" + issuerUri + ", clientId=" + clientId + "]";
    }
}
