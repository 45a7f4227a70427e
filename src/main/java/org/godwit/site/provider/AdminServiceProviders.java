package org.godwit.site.provider;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.util.List;
import org.godwit.credential.Account;
import org.godwit.credential.Kerberos;
import org.godwit.credential.KerberosFailure;
import org.godwit.credential.KerberosIdentity;
import org.godwit.shared.GodwitException;
import org.godwit.shared.NetworkGuard;
import org.springframework.stereotype.Component;

/** Opens AdminServices with a Kerberos identity. */
@Component
class AdminServiceProviders implements SmsProviders {

    private final ProviderProperties properties;
    private final NetworkGuard network;
    private final Kerberos kerberos;

    AdminServiceProviders(ProviderProperties properties, NetworkGuard network, Kerberos kerberos) {
        this.properties = properties;
        this.network = network;
        this.kerberos = kerberos;
    }

    @Override
    public SmsProvider open(ProviderAddress address, Account account) {
        return new AdminServiceProvider(services(address, account));
    }

    @Override
    public ClientBlocks openForBlocking(ProviderAddress address, Account account) {
        return new AdminServiceClientBlocks(services(address, account));
    }

    private AdminServices services(ProviderAddress address, Account account) {
        List<AdminServiceUris> providers =
                address.urls().stream().map(AdminServiceUris::new).toList();
        providers.forEach(uris -> check(uris.base()));
        if (!kerberos.handles(account)) {
            throw ProviderFailures.noDomainName();
        }
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // Windows authentication belongs to HTTP/1.1
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(properties.connectTimeout())
                .sslContext(ProviderTls.context(address.certificateSha256(), properties.trustedRoots()))
                .build();
        KerberosIdentity identity = signIn(account);
        Negotiation negotiation = new Negotiation(identity);
        return new AdminServices(
                providers.stream()
                        .map(uris -> new AdminServiceConnection(uris, http, negotiation::authorization, properties))
                        .toList(),
                identity::close);
    }

    private KerberosIdentity signIn(Account account) {
        try {
            return kerberos.signIn(account);
        } catch (KerberosFailure e) {
            throw ProviderFailures.of(e);
        }
    }

    /** A ticket is sent over TLS only; but to this machine itself, where that is allowed, TLS adds nothing. */
    private void check(URI base) {
        String host = base.getHost();
        if (host == null) {
            throw refused("The provider's address names no host.");
        }
        network.check(host);
        if (!"https".equalsIgnoreCase(base.getScheme()) && !loopback(host)) {
            throw refused("The provider's address does not begin with https.");
        }
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static GodwitException refused(String message) {
        return GodwitException.invalid(
                "PROVIDER_URL_REFUSED", message, "Give an address like https://sccm.contoso.com/AdminService.");
    }
}
