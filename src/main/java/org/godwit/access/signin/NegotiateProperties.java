package org.godwit.access.signin;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Single sign-on with Kerberos (SPNEGO) for accounts of {@code godwit.sign-in.active-directory.domain}. Their groups are looked
 * up as the computer account of {@code godwit.kerberos}.
 *
 * @param servicePrincipal the service's name in the domain, e.g. {@code HTTP/godwit.corp.example@CORP.EXAMPLE}, with the host
 *     name that browsers use; without one nobody signs in so
 * @param keytab keytab with the service principal's keys; needed with a service principal
 */
@ConfigurationProperties("godwit.sign-in.kerberos")
record NegotiateProperties(
        @Nullable String servicePrincipal, @Nullable Path keytab) {

    NegotiateProperties {
        servicePrincipal = servicePrincipal == null || servicePrincipal.isBlank() ? null : servicePrincipal.strip();
        if (servicePrincipal != null && (!servicePrincipal.matches("[^/@]+/[^/@]+@[^/@]+") || keytab == null)) {
            throw new IllegalArgumentException(
                    "godwit.sign-in.kerberos.service-principal must be like HTTP/godwit.corp.example@CORP.EXAMPLE,"
                            + " with its keytab in godwit.sign-in.kerberos.keytab");
        }
    }

    boolean configured() {
        return servicePrincipal != null;
    }
}
