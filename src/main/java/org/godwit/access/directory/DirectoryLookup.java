package org.godwit.access.directory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.godwit.access.directory.DirectoryFailure.Reason;
import org.godwit.credential.Account;
import org.godwit.credential.Kerberos;
import org.godwit.credential.KerberosFailure;
import org.godwit.credential.KerberosIdentity;
import org.springframework.stereotype.Component;

/**
 * Looks up an account whose password nobody gave, because Kerberos has signed it in: which groups it belongs to, and whether it
 * may still be used, since a ticket outlives by hours what was decided about its account. The domain controllers are asked as
 * this server's own computer account, by Kerberos, over LDAP that is signed and encrypted.
 */
@Component
public class DirectoryLookup {

    private static final int LDAP = 389;
    private static final int DISABLED = 0x2;
    private static final int LOCKED = 0x10;
    private static final int PASSWORD_EXPIRED = 0x80_0000;
    /** A FILETIME counts 100 ns from 1601-01-01 (MS-DTYP 2.3.3). */
    private static final long FILETIME_1970 = 116_444_736_000_000_000L;

    private final ActiveDirectoryProperties properties;
    private final Kerberos kerberos;
    private final Clock clock;

    DirectoryLookup(ActiveDirectoryProperties properties, Kerberos kerberos, Clock clock) {
        this.properties = properties;
        this.kerberos = kerberos;
        this.clock = clock;
    }

    /**
     * @param accountName as {@link ActiveDirectory#accountName} gives it
     * @throws DirectoryFailure if there is no such account, it may not be used, or the domain does not answer this server
     */
    public DirectoryAccount find(String accountName) throws DirectoryFailure {
        DirectoryFailure last = new DirectoryFailure(Reason.UNREACHABLE, null);
        try (KerberosIdentity server = kerberos.signIn(Account.computer())) {
            for (URI url : properties.urls()) {
                try (LDAPConnection connection = server.run(() -> connect(url.getHost()))) {
                    return account(connection, accountName);
                } catch (LDAPException e) {
                    last = new DirectoryFailure(e.getCause() == null ? Reason.UNREACHABLE : Reason.SERVER_ACCOUNT, e);
                }
            }
        } catch (KerberosFailure e) {
            throw new DirectoryFailure(Reason.SERVER_ACCOUNT, e);
        }
        throw last;
    }

    private LDAPConnection connect(String host) throws LDAPException {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        int millis = Math.toIntExact(properties.timeout().toMillis());
        options.setConnectTimeoutMillis(millis);
        options.setResponseTimeoutMillis(millis);
        LDAPConnection connection = new LDAPConnection(options, host, LDAP);
        try {
            connection.bind(new GssapiBind(host));
            return connection;
        } catch (LDAPException e) {
            connection.close();
            throw e;
        }
    }

    private DirectoryAccount account(LDAPConnection connection, String accountName)
            throws LDAPException, DirectoryFailure {
        AccountSearch search = new AccountSearch(connection, properties.baseDn());
        SearchResultEntry entry = search.find(Filter.createEqualityFilter(
                        AccountSearch.ACCOUNT_NAME, accountName.substring(0, accountName.indexOf('@'))))
                .orElseThrow(() -> new DirectoryFailure(Reason.WRONG_CREDENTIALS, null));
        requireUsable(entry, clock.instant());
        return search.account(entry, accountName);
    }

    static void requireUsable(SearchResultEntry entry, Instant now) throws DirectoryFailure {
        int control =
                number(entry, AccountSearch.ACCOUNT_CONTROL) | number(entry, AccountSearch.ACCOUNT_CONTROL_COMPUTED);
        if ((control & DISABLED) != 0) {
            throw new DirectoryFailure(Reason.DISABLED, null);
        }
        if ((control & LOCKED) != 0) {
            throw new DirectoryFailure(Reason.LOCKED, null);
        }
        if ((control & PASSWORD_EXPIRED) != 0) {
            throw new DirectoryFailure(Reason.PASSWORD_EXPIRED, null);
        }
        Long expires = entry.getAttributeValueAsLong(AccountSearch.ACCOUNT_EXPIRES);
        if (expires != null
                && expires != 0
                && expires != Long.MAX_VALUE
                && !now.isBefore(Instant.ofEpochMilli((expires - FILETIME_1970) / 10_000))) {
            throw new DirectoryFailure(Reason.ACCOUNT_EXPIRED, null);
        }
    }

    private static int number(SearchResultEntry entry, String attribute) {
        Integer value = entry.getAttributeValueAsInteger(attribute);
        return value == null ? 0 : value;
    }
}
