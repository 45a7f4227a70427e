package org.godwit.site.provider;

import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.godwit.credential.KerberosFailure;
import org.godwit.site.SourceFailure;
import org.godwit.site.SourceFailure.Cause;
import org.jspecify.annotations.Nullable;

/** Turns what an AdminService answers, or that it does not, into the typed cause a gathering keeps. */
final class ProviderFailures {

    private ProviderFailures() {}

    static SourceFailure of(KerberosFailure e) {
        boolean unreachable = e.reason() == KerberosFailure.Reason.KDC_UNREACHABLE;
        return new SourceFailure(unreachable ? Cause.NETWORK_TIMEOUT : Cause.UNAUTHORISED, e.getMessage(), e.hint(), e);
    }

    static SourceFailure noDomainName() {
        return new SourceFailure(
                Cause.UNAUTHORISED,
                "The provider is signed in to by Kerberos, and the account's domain is not given by its DNS name.",
                "Give the domain as corp.example.com instead of CORP.");
    }

    static SourceFailure notSignedIn(URI base) {
        return new SourceFailure(
                Cause.UNAUTHORISED,
                "The provider " + base.getHost() + " did not accept the account.",
                "Check that the account may sign in to the source's domain, and that the SPN HTTP/" + base.getHost()
                        + " is registered for the provider's computer.");
    }

    static SourceFailure forbidden(URI base) {
        return new SourceFailure(
                Cause.NO_PROVIDER_PERMISSION,
                "The provider " + base.getHost()
                        + " knows the account, but it is no administrative user of the source.",
                "Add it to the source as an administrative user with the role Read-only Analyst and all scopes.");
    }

    static SourceFailure unknownClass(String className) {
        return new SourceFailure(
                Cause.NO_PROVIDER_PERMISSION,
                "The provider has no class " + className + ".",
                "Check that the address ends with /AdminService and that the site's release has this class.");
    }

    static SourceFailure unexpected(URI base, int status) {
        return new SourceFailure(
                Cause.NETWORK_TIMEOUT,
                "The provider " + base.getHost() + " answered with status " + status + ".",
                status == 429
                        ? "It is asked too often; try again later."
                        : "Look into AdminService.log and SMS_REST_PROVIDER.log of the source.");
    }

    static SourceFailure methodFailed(URI base, String method, long code) {
        return new SourceFailure(
                Cause.NO_PROVIDER_PERMISSION,
                "The provider " + base.getHost() + " did not carry out " + method + " (return value " + code + ").",
                "Check that the account's role there includes Modify Resource on collections, and look into SMSProv.log.");
    }

    static SourceFailure notJson(URI base, @Nullable Throwable e) {
        String message = "What " + base.getHost() + " answered is not of an AdminService.";
        String hint = "Check that the address ends with /AdminService.";
        return e == null
                ? new SourceFailure(Cause.NETWORK_TIMEOUT, message, hint)
                : new SourceFailure(Cause.NETWORK_TIMEOUT, message, hint, e);
    }

    static SourceFailure unreachable(URI base, IOException e) {
        if (tls(e)) {
            return new SourceFailure(
                    Cause.NETWORK_TIMEOUT,
                    "The certificate of " + base.getHost() + " is not trusted.",
                    "Import the site's root (godwit.provider.trusted-roots), or pin the certificate by its SHA-256.",
                    e);
        }
        return new SourceFailure(
                Cause.NETWORK_TIMEOUT,
                "The provider " + base.getHost() + " does not answer.",
                "Check its name and port, that the AdminService is started, and that firewalls let the connection through.",
                e);
    }

    static boolean tls(Throwable thrown) {
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SSLException || t instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    static SourceFailure interrupted(URI base, InterruptedException e) {
        return new SourceFailure(
                Cause.NETWORK_TIMEOUT, "Asking " + base.getHost() + " was broken off.", "Try again.", e);
    }
}
