package org.godwit.distribution;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.godwit.content.ContentException;
import org.godwit.content.ContentSource;
import org.godwit.content.HttpLink;
import org.godwit.content.HttpStore;
import org.godwit.content.PackageRequest;
import org.godwit.credential.Account;
import org.godwit.credential.Kerberos;
import org.godwit.credential.KerberosFailure;
import org.godwit.credential.KerberosIdentity;
import org.godwit.shared.GodwitException;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/**
 * Opens source distribution points over HTTP(S): with Kerberos where the account's domain is known by its DNS name; with user
 * and password over HTTPS only; and with nothing where the computer has no keytab, for points that allow it or ask for the
 * client certificate of {@code godwit.transfer.ssl-bundle}.
 */
@Component
class HttpPoints {

    private static final String SPNEGO = "1.3.6.1.5.5.2";
    /** Seconds after which a point that says nothing counts as gone. */
    private static final int SILENCE = 60;

    private final LocationRules rules;
    private final Kerberos kerberos;
    private final SslBundles bundles;
    private final TransferProperties properties;

    HttpPoints(LocationRules rules, Kerberos kerberos, SslBundles bundles, TransferProperties properties) {
        this.rules = rules;
        this.kerberos = kerberos;
        this.bundles = bundles;
        this.properties = properties;
    }

    /** @throws ContentException {@code LOCATION_DENIED} if the location is not allowed */
    ContentSource open(
            Location.Http location, Supplier<Account> account, Function<String, List<PackageRequest.Expected>> stated)
            throws ContentException {
        URI base = URI.create(location.url());
        try {
            rules.check(location);
        } catch (GodwitException e) {
            throw new ContentException(ContentException.Code.LOCATION_DENIED, e.getMessage(), e);
        }
        boolean secure = "https".equalsIgnoreCase(base.getScheme());
        HttpLink link =
                new HttpLink(secure ? tls() : null, host -> authorization(host, secure, account.get()), SILENCE);
        return new HttpStore(base, link, stated);
    }

    private @Nullable SSLContext tls() throws ContentException {
        if (properties.sslBundle().isBlank()) {
            return null;
        }
        try {
            return bundles.getBundle(properties.sslBundle()).createSslContext();
        } catch (NoSuchSslBundleException | IllegalStateException e) {
            throw new ContentException(
                    ContentException.Code.LOCATION_DENIED,
                    "The certificates of godwit.transfer.ssl-bundle, " + properties.sslBundle() + ", cannot be read: "
                            + e.getMessage(),
                    e);
        }
    }

    private @Nullable String authorization(String host, boolean secure, Account account) {
        if (kerberos.handles(account)) {
            try (KerberosIdentity identity = kerberos.signIn(account)) {
                return negotiate(identity, host);
            } catch (KerberosFailure e) {
                return null; // the point decides whether it answers without
            }
        }
        if (secure && account instanceof Account.WindowsUser user) {
            char[] password = user.password().reveal();
            try {
                String text = user.user() + ":" + new String(password);
                return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
            } finally {
                Arrays.fill(password, '\0');
            }
        }
        return null;
    }

    private static String negotiate(KerberosIdentity identity, String host) {
        return identity.run(() -> {
            GSSManager manager = GSSManager.getInstance();
            GSSName server = manager.createName("HTTP@" + host, GSSName.NT_HOSTBASED_SERVICE);
            GSSContext context =
                    manager.createContext(server, new Oid(SPNEGO), (GSSCredential) null, GSSContext.DEFAULT_LIFETIME);
            try {
                return "Negotiate " + Base64.getEncoder().encodeToString(context.initSecContext(new byte[0], 0, 0));
            } finally {
                context.dispose();
            }
        });
    }
}
