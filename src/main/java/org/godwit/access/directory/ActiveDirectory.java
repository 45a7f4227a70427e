package org.godwit.access.directory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.godwit.access.directory.DirectoryFailure.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/**
 * Signs accounts in to Active Directory by a simple bind over LDAPS, and reads, as the account itself, which groups it belongs
 * to, also through other groups. The domain controller's certificate must be trusted and be for the name it is asked by.
 */
@Component
public class ActiveDirectory {

    private static final int LDAPS = 636;

    private final ActiveDirectoryProperties properties;
    private final SslBundles bundles;

    ActiveDirectory(ActiveDirectoryProperties properties, SslBundles bundles) {
        this.properties = properties;
        this.bundles = bundles;
    }

    /** Whether a domain is configured. */
    public boolean configured() {
        return properties.domain() != null;
    }

    /**
     * The one form in which an account of the domain is named here: {@code alice@corp.example}.
     *
     * @param typed {@code alice}, {@code CORP\alice} or {@code alice@corp.example}
     * @return empty if it names another domain, or none is configured
     */
    public Optional<String> accountName(String typed) {
        String domain = properties.domain();
        String name = typed.strip().toLowerCase(Locale.ROOT);
        if (domain == null || name.isEmpty()) {
            return Optional.empty();
        }
        int backslash = name.indexOf('\\');
        if (backslash >= 0) {
            String of = name.substring(0, backslash);
            boolean ours = of.equals(domain) || of.equals(properties.shortName().toLowerCase(Locale.ROOT));
            return ours ? Optional.of(name.substring(backslash + 1) + "@" + domain) : Optional.empty();
        }
        if (name.indexOf('@') < 0) {
            return Optional.of(name + "@" + domain);
        }
        return name.endsWith("@" + domain) ? Optional.of(name) : Optional.empty();
    }

    /**
     * @param accountName as {@link #accountName} gives it
     * @throws DirectoryFailure if the domain does not sign it in
     */
    public DirectoryAccount signIn(String accountName, String password) throws DirectoryFailure {
        if (password.isEmpty()) {
            // a bind without a password succeeds, as nobody (RFC 4513, 5.1.2)
            throw new DirectoryFailure(Reason.WRONG_CREDENTIALS, null);
        }
        DirectoryFailure last = null;
        for (URI url : properties.urls()) {
            try (LDAPConnection connection = connect(url)) {
                connection.bind(new SimpleBindRequest(accountName, password));
                return account(connection, accountName);
            } catch (LDAPException e) {
                last = DirectoryFailure.of(e);
                if (!last.reason().ofTheServer()) {
                    throw last;
                }
            }
        }
        throw last == null ? new DirectoryFailure(Reason.UNREACHABLE, null) : last;
    }

    private LDAPConnection connect(URI url) throws LDAPException {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        int millis = Math.toIntExact(properties.timeout().toMillis());
        options.setConnectTimeoutMillis(millis);
        options.setResponseTimeoutMillis(millis);
        return new LDAPConnection(
                sockets(properties.sslBundle()), options, url.getHost(), url.getPort() < 0 ? LDAPS : url.getPort());
    }

    private SSLSocketFactory sockets(@Nullable String bundle) {
        try {
            SSLContext context = bundle == null
                    ? SSLContext.getDefault()
                    : bundles.getBundle(bundle).createSslContext();
            return new NameCheckingSockets(context.getSocketFactory());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has a default SSL context", e);
        }
    }

    private DirectoryAccount account(LDAPConnection connection, String accountName) throws LDAPException {
        AccountSearch search = new AccountSearch(connection, properties.baseDn());
        Optional<SearchResultEntry> entry = search.find(Filter.createORFilter(
                Filter.createEqualityFilter("userPrincipalName", accountName),
                Filter.createEqualityFilter(
                        AccountSearch.ACCOUNT_NAME, accountName.substring(0, accountName.indexOf('@')))));
        return entry.isPresent()
                ? search.account(entry.get(), accountName)
                : new DirectoryAccount(accountName, Set.of());
    }
}
