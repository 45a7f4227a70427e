package org.godwit.access;

import java.util.Optional;
import org.godwit.access.directory.ActiveDirectory;
import org.godwit.access.directory.DirectoryAccount;
import org.godwit.access.directory.DirectoryFailure;
import org.godwit.access.directory.DirectoryLookup;
import org.godwit.security.SystemOnly;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Service;

/** Lets accounts of the domain in by their Kerberos tickets, with the roles and groups they have by their passwords. */
@Service
@SystemOnly("sign-in comes before any right")
public class KerberosSignIn {

    private static final String METHOD = "KERBEROS";

    private final ActiveDirectory directory;
    private final DirectoryLookup lookup;
    private final SignIn signIn;
    private final VerifiedPasswords verified;
    private final SignInThrottle throttle;
    private final SignInEvents events;

    KerberosSignIn(
            ActiveDirectory directory,
            DirectoryLookup lookup,
            SignIn signIn,
            VerifiedPasswords verified,
            SignInThrottle throttle,
            SignInEvents events) {
        this.directory = directory;
        this.lookup = lookup;
        this.signIn = signIn;
        this.verified = verified;
        this.throttle = throttle;
        this.events = events;
    }

    /**
     * Signs in whom a ticket names that was found good. Who did so a short time ago is not looked up in the directory again.
     *
     * @param principal {@code alice@CORP.EXAMPLE}
     * @throws GodwitException {@code SIGN_IN_FOREIGN_REALM} if it is not of the domain; {@code SIGN_IN_NO_ROLE},
     *     {@code SIGN_IN_DISABLED}; {@code DIRECTORY_…} with the directory's reason
     */
    public SignedInUser withTicket(String principal) {
        String account = directory.accountName(principal).orElseThrow(() -> foreign(principal));
        Optional<SignedInUser> known = verified.knows(METHOD + account, "")
                ? signIn.current(account).filter(u -> !u.actor().authorities().isEmpty())
                : Optional.empty();
        if (known.isPresent()) {
            return known.get();
        }
        try {
            DirectoryAccount found = lookup.find(account);
            SignedInUser user =
                    signIn.external(AdminUser.Source.ACTIVE_DIRECTORY, found.name(), found.groups(), METHOD);
            verified.remember(METHOD + account, "");
            return user;
        } catch (DirectoryFailure failure) {
            throw signIn.directoryFailed(account, METHOD, failure);
        }
    }

    /** @throws GodwitException {@code TOO_MANY_ATTEMPTS} if tickets of this request's address were refused too often */
    public void checkAttempts() {
        throttle.check();
    }

    /** Notes that a ticket was not good; whose it was is not known. */
    public void refused(String reason) {
        throttle.failed();
        events.failed(null, "?", METHOD, reason);
    }

    private GodwitException foreign(String principal) {
        events.failed(null, principal, METHOD, "FOREIGN_REALM");
        return new GodwitException(
                GodwitException.Kind.UNAUTHENTICATED,
                "SIGN_IN_FOREIGN_REALM",
                "Your account is of another domain than the one whose accounts may sign in here.",
                "Sign in with an account of godwit.sign-in.active-directory.domain.");
    }
}
