package org.godwit.distribution;

import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.auth.GSSAuthenticationContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.godwit.content.ContentException;
import org.godwit.content.ContentTarget;
import org.godwit.content.DirectoryStore;
import org.godwit.content.SmbStore;
import org.godwit.credential.Account;
import org.godwit.credential.Kerberos;
import org.godwit.credential.KerberosFailure;
import org.godwit.credential.KerberosIdentity;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Component;

/** Opens a content library with an account, wherever it lies. */
@Component
class LibraryOpener {

    private final LocationRules rules;
    private final Kerberos kerberos;

    LibraryOpener(LocationRules rules, Kerberos kerberos) {
        this.rules = rules;
        this.kerberos = kerberos;
    }

    /**
     * @param account asked only where the location needs one
     * @throws IOException if it cannot be reached; a {@link ContentException} {@code LOCATION_DENIED} if it must not be
     */
    ContentTarget open(Location location, Supplier<Account> account) throws IOException {
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
            return new SmbStore(
                    smb.server(),
                    smb.share(),
                    path == null ? "" : path,
                    ShareEncryption.required(smb),
                    () -> login(account.get()));
        }
        throw new ContentException(
                ContentException.Code.LOCATION_DENIED,
                location.text() + " cannot be written to. Give the content library as a share or a directory.");
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
