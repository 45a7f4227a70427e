package org.godwit.credential;

import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import javax.security.auth.Subject;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;

/** An account that is signed in to its domain. Closing it throws its tickets away. */
public final class KerberosIdentity implements AutoCloseable {

    private static final String SPNEGO = "1.3.6.1.5.5.2";
    private static final String KERBEROS = "1.2.840.113554.1.2.2";

    private final LoginContext login;
    private final String principal;

    KerberosIdentity(LoginContext login) {
        this.login = login;
        this.principal = login.getSubject().getPrincipals().stream()
                .findFirst()
                .map(java.security.Principal::getName)
                .orElse("");
    }

    /** Name of the account with its realm, e.g. {@code GODWIT01$@CORP.EXAMPLE}. */
    public String principal() {
        return principal;
    }

    public Subject subject() {
        return login.getSubject();
    }

    /** Credential to open connections of others' libraries with; usable until this identity is closed. */
    public GSSCredential credential() {
        return run(() -> {
            GSSManager manager = GSSManager.getInstance();
            GSSName name = manager.createName(principal, GSSName.NT_USER_NAME);
            Oid[] mechanisms = {new Oid(KERBEROS), new Oid(SPNEGO)};
            return manager.createCredential(
                    name, GSSCredential.DEFAULT_LIFETIME, mechanisms, GSSCredential.INITIATE_ONLY);
        });
    }

    /**
     * Runs work as this identity. What the work throws is thrown on, a refusal by Kerberos as {@link KerberosFailure}.
     *
     * @param <E> the checked exception of the work
     */
    @SuppressWarnings({"removal", "unchecked"}) // Subject.callAs is not in Java 17; Work throws nothing checked but E
    public <T, E extends Exception> T run(Work<T, E> work) throws E {
        try {
            return Subject.doAs(login.getSubject(), (PrivilegedExceptionAction<T>) work::run);
        } catch (PrivilegedActionException e) {
            Exception thrown = e.getException();
            if (thrown instanceof GSSException) {
                throw KerberosFailure.of(thrown);
            }
            throw (E) thrown;
        }
    }

    /** Something to be done as somebody. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E, GSSException;
    }

    @Override
    public void close() {
        try {
            login.logout();
        } catch (LoginException e) {
            // nothing is left to be thrown away
        }
    }
}
