package org.godwit.access;

import java.util.Collection;
import java.util.Optional;
import org.godwit.access.directory.ActiveDirectory;
import org.godwit.access.directory.DirectoryAccount;
import org.godwit.access.directory.DirectoryFailure;
import org.godwit.security.SystemOnly;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Verifies who signs in. Every outcome is audited. */
@Service
@SystemOnly("sign-in comes before any right")
public class SignIn {

    private static final String DIRECTORY = "ACTIVE_DIRECTORY";

    private final AdminUserRepository users;
    private final LocalSignIn local;
    private final ExternalSignIn external;
    private final ActiveDirectory directory;
    private final VerifiedPasswords verified;
    private final SignInThrottle throttle;
    private final SignInEvents events;

    SignIn(
            AdminUserRepository users,
            LocalSignIn local,
            ExternalSignIn external,
            ActiveDirectory directory,
            VerifiedPasswords verified,
            SignInThrottle throttle,
            SignInEvents events) {
        this.users = users;
        this.local = local;
        this.external = external;
        this.directory = directory;
        this.verified = verified;
        this.throttle = throttle;
        this.events = events;
    }

    /**
     * Signs in with name and password: a local account if there is one of this name, else one of the directory.
     *
     * @param code of the second factor; null if none was given
     * @throws GodwitException {@code SIGN_IN_FAILED}, {@code SECOND_FACTOR_REQUIRED}; {@code TOO_MANY_ATTEMPTS} if the address
     *     failed too often; {@code DIRECTORY_…} with the directory's reason
     */
    public SignedInUser withPassword(String name, String password, @Nullable String code) {
        boolean here = users.existsByNameIgnoreCaseAndSource(name, AdminUser.Source.LOCAL);
        Optional<String> account = here ? Optional.empty() : directory.accountName(name);
        return account.isPresent() ? withDirectory(account.get(), password) : local.signIn(name, password, code);
    }

    private SignedInUser withDirectory(String account, String password) {
        Optional<SignedInUser> known = verified.knows(DIRECTORY + account, password)
                ? current(account).filter(u -> !u.actor().authorities().isEmpty())
                : Optional.empty();
        if (known.isPresent()) {
            return known.get();
        }
        throttle.check();
        try {
            DirectoryAccount found = directory.signIn(account, password);
            SignedInUser user =
                    external.signIn(AdminUser.Source.ACTIVE_DIRECTORY, found.name(), found.groups(), DIRECTORY);
            verified.remember(DIRECTORY + account, password);
            return user;
        } catch (DirectoryFailure failure) {
            throw directoryFailed(account, DIRECTORY, failure);
        }
    }

    GodwitException directoryFailed(String account, String method, DirectoryFailure failure) {
        DirectoryFailure.Reason reason = failure.reason();
        if (!reason.ofTheServer()) {
            throttle.failed();
        }
        events.failed(users.findByNameIgnoreCase(account).orElse(null), account, method, reason.name());
        boolean wrong = reason == DirectoryFailure.Reason.WRONG_CREDENTIALS;
        return new GodwitException(
                reason.ofTheServer() ? GodwitException.Kind.UNAVAILABLE : GodwitException.Kind.UNAUTHENTICATED,
                wrong ? "SIGN_IN_FAILED" : "DIRECTORY_" + reason.name(),
                reason.sentence(),
                reason.hint(),
                failure);
    }

    /**
     * Lets somebody in whom an OpenID Connect provider has signed in.
     *
     * @param groups as the provider names them
     * @param method as it is audited, e.g. {@code OPENID_CONNECT}
     * @throws GodwitException {@code SIGN_IN_NO_ROLE}, {@code SIGN_IN_DISABLED}, {@code SIGN_IN_NAME_TAKEN}
     */
    public SignedInUser external(AdminUser.Source source, String name, Collection<String> groups, String method) {
        return external.signIn(source, name, groups, method);
    }

    /** Notes that a provider did not sign somebody in; who it was is not known. */
    public void refused(String method, String reason) {
        events.failed(null, "?", method, reason);
    }

    /** The user as she is now; empty if she is gone or disabled. */
    public Optional<SignedInUser> current(String name) {
        return local.current(name);
    }
}
