package org.godwit.distribution;

import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.auth.GSSAuthenticationContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.godwit.content.ContentException;
import org.godwit.content.ContentSource;
import org.godwit.content.ContentTarget;
import org.godwit.content.DirectoryStore;
import org.godwit.content.SmbStore;
import org.godwit.credential.Account;
import org.godwit.credential.Kerberos;
import org.godwit.credential.KerberosFailure;
import org.godwit.credential.KerberosIdentity;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Component;

/** Opens the content library at a location, with the account that belongs to it. */
@Component
class Libraries {

    private final LocationRules rules;
    private final LocationAccounts accounts;
    private final Kerberos kerberos;

    Libraries(LocationRules rules, LocationAccounts accounts, Kerberos kerberos) {
        this.rules = rules;
        this.accounts = accounts;
        this.kerberos = kerberos;
    }

    /** @throws IOException if it cannot be reached */
    ContentSource source(SourcePointStore.Row point) throws IOException {
        return open(
                Eligibility.location(point), () -> accounts.ofSourcePointOrHierarchy(point.hierarchyId(), point.id()));
    }

    /** @throws IOException if it cannot be reached */
    ContentTarget target(DistributionPointEntity point) throws IOException {
        return open(point.location(), () -> accounts.account(LocationAccounts.ofPoint(point.id())));
    }

    private ContentTarget open(Location location, Supplier<Account> account) throws IOException {
        try {
            rules.check(location);
            if (location instanceof Location.Directory directory) {
                List<Path> more = directory.additionalPaths().stream()
                        .map(rules::directory)
                        .toList();
                return new DirectoryStore(rules.directory(directory.path()), more);
            }
        } catch (GodwitException e) {
            throw new ContentException(ContentException.Code.LOCATION_DENIED, e.getMessage(), e);
        }
        if (location instanceof Location.Smb smb) {
            String path = smb.path();
            return new SmbStore(smb.server(), smb.share(), path == null ? "" : path, true, () -> login(account.get()));
        }
        throw new ContentException(
                ContentException.Code.LOCATION_DENIED,
                "Packages cannot be read from " + location.text()
                        + ": a distribution point gives no manifests over HTTP. Give its content library as a share or a directory.");
    }

    /** Kerberos where the account's domain is known by its DNS name, else NTLM. */
    private AuthenticationContext login(Account account) {
        if (kerberos.handles(account)) {
            try {
                KerberosIdentity identity = kerberos.signIn(account);
                String principal = identity.principal();
                int at = principal.indexOf('@');
                return new GSSAuthenticationContext(
                        at < 0 ? principal : principal.substring(0, at),
                        at < 0 ? "" : principal.substring(at + 1),
                        identity.subject(),
                        identity.credential());
            } catch (KerberosFailure e) {
                throw new com.hierynomus.smbj.common.SMBRuntimeException(e.getMessage(), e);
            }
        }
        if (account instanceof Account.WindowsUser user) {
            return new AuthenticationContext(user.user(), user.password().reveal(), user.domain());
        }
        throw new com.hierynomus.smbj.common.SMBRuntimeException("The account cannot sign in to a share.");
    }
}
