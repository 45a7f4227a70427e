package org.godwit.site.provider;

import java.util.Base64;
import org.godwit.credential.KerberosIdentity;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;

/** SPNEGO (RFC 4559) with Kerberos, one context for each request. */
final class Negotiation {

    private static final String SPNEGO = "1.3.6.1.5.5.2";
    private static final String SCHEME = "Negotiate ";

    private final KerberosIdentity identity;

    Negotiation(KerberosIdentity identity) {
        this.identity = identity;
    }

    /**
     * Value of the Authorization header that proves who asks.
     *
     * @throws org.godwit.credential.KerberosFailure if the domain gives no ticket for the host
     */
    String authorization(String host) {
        return identity.run(() -> {
            GSSManager manager = GSSManager.getInstance();
            GSSName server = manager.createName("HTTP@" + host, GSSName.NT_HOSTBASED_SERVICE);
            GSSContext context =
                    manager.createContext(server, new Oid(SPNEGO), (GSSCredential) null, GSSContext.DEFAULT_LIFETIME);
            try {
                context.requestMutualAuth(false); // TLS proves who answers
                byte[] token = context.initSecContext(new byte[0], 0, 0);
                return SCHEME + Base64.getEncoder().encodeToString(token);
            } finally {
                dispose(context);
            }
        });
    }

    private static void dispose(GSSContext context) {
        try {
            context.dispose();
        } catch (GSSException e) {
            // nothing is left of it
        }
    }
}
