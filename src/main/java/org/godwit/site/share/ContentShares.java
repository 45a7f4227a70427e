package org.godwit.site.share;

import com.hierynomus.mssmb2.SMB2Dialect;
import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.SmbConfig;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.auth.GSSAuthenticationContext;
import com.hierynomus.smbj.common.SMBRuntimeException;
import com.hierynomus.smbj.connection.Connection;
import com.hierynomus.smbj.session.Session;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.Share;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.godwit.credential.Account;
import org.godwit.credential.Kerberos;
import org.godwit.credential.KerberosFailure;
import org.godwit.credential.KerberosIdentity;
import org.godwit.shared.NetworkGuard;
import org.godwit.site.SourceFailure;
import org.springframework.stereotype.Component;

/**
 * Opens Windows shares. SMB 3 only, signed; and encrypted unless the caller says otherwise. The computer account and users
 * whose domain is given by its DNS name sign in by Kerberos, other users by NTLM.
 */
@Component
public class ContentShares {

    private final NetworkGuard network;
    private final Kerberos kerberos;

    ContentShares(NetworkGuard network, Kerberos kerberos) {
        this.network = network;
        this.kerberos = kerberos;
    }

    /**
     * @param server name of the file server
     * @param share name of the share, e.g. {@code SCCMContentLib$}
     * @param account computer account or Windows user
     * @param encrypted whether what is sent must be encrypted; false only where an admin turned it off
     * @param timeout how long connecting, and each request later, may take
     * @throws SourceFailure if the share cannot be opened; the cause is typed
     * @throws org.godwit.shared.GodwitException {@code HOST_REFUSED}
     */
    public ContentShare open(String server, String share, Account account, boolean encrypted, Duration timeout) {
        network.check(server);
        SMBClient client = new SMBClient(config(encrypted, timeout));
        try {
            return new ContentShare(client, disk(client, server, share, account, encrypted));
        } catch (IOException | SMBRuntimeException e) {
            client.close();
            throw ShareFailures.of(server, share, e);
        } catch (KerberosFailure e) {
            client.close();
            throw ShareFailures.of(e);
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private static SmbConfig config(boolean encrypted, Duration timeout) {
        return SmbConfig.builder()
                .withDialects(SMB2Dialect.SMB_3_1_1, SMB2Dialect.SMB_3_0_2, SMB2Dialect.SMB_3_0)
                .withSigningRequired(true)
                .withEncryptData(encrypted)
                .withDfsEnabled(false)
                .withTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .withSoTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .build();
    }

    private DiskShare disk(SMBClient client, String server, String share, Account account, boolean encrypted)
            throws IOException {
        Connection connection = client.connect(server);
        Session session = signIn(connection, account);
        if (session.getSessionContext().isGuest() || session.getSessionContext().isAnonymous()) {
            throw ShareFailures.guest(server);
        }
        if (encrypted && !connection.getConnectionContext().supportsEncryption()) {
            throw ShareFailures.notEncrypted(server);
        }
        Share opened = session.connectShare(share);
        if (opened instanceof DiskShare disk) {
            return disk;
        }
        throw ShareFailures.noDisk(server, share);
    }

    private Session signIn(Connection connection, Account account) throws IOException {
        if (kerberos.handles(account)) {
            try (KerberosIdentity identity = kerberos.signIn(account)) {
                String[] name = identity.principal().split("@", 2);
                return connection.authenticate(new GSSAuthenticationContext(
                        name[0], name.length > 1 ? name[1] : "", identity.subject(), identity.credential()));
            }
        }
        if (account instanceof Account.WindowsUser user) {
            char[] password = user.password().reveal();
            try {
                return connection.authenticate(new AuthenticationContext(user.user(), password, user.domain()));
            } finally {
                Arrays.fill(password, '\0');
            }
        }
        throw new IllegalArgumentException("a SQL login opens no share");
    }
}
