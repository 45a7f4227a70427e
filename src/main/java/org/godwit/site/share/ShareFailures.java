package org.godwit.site.share;

import com.hierynomus.mssmb2.SMBApiException;
import org.godwit.credential.KerberosFailure;
import org.godwit.site.SourceFailure;
import org.godwit.site.SourceFailure.Cause;
import org.jspecify.annotations.Nullable;

/** Turns what a file server answers into a typed cause. Status codes are those of MS-ERREF 2.3. */
final class ShareFailures {

    private static final long ACCESS_DENIED = 0xC0000022L;
    private static final long LOGON_FAILURE = 0xC000006DL;
    private static final long PASSWORD_EXPIRED = 0xC0000071L;
    private static final long ACCOUNT_DISABLED = 0xC0000072L;
    private static final long NOT_SUPPORTED = 0xC00000BBL;
    private static final long BAD_NETWORK_NAME = 0xC00000CCL;
    private static final long ACCOUNT_EXPIRED = 0xC0000193L;
    private static final long PASSWORD_MUST_CHANGE = 0xC0000224L;
    private static final long ACCOUNT_LOCKED = 0xC0000234L;

    private ShareFailures() {}

    static SourceFailure of(String server, String share, Throwable thrown) {
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SMBApiException answer) {
                return of("\\\\" + server + "\\" + share, answer);
            }
            if (t instanceof KerberosFailure failure) {
                return of(failure);
            }
            if (t instanceof org.ietf.jgss.GSSException) {
                return of(KerberosFailure.of(t));
            }
        }
        return new SourceFailure(
                Cause.NETWORK_TIMEOUT,
                "The file server " + server + " does not answer on TCP port 445, or does not speak SMB 3.",
                "Check its name, that TCP port 445 is open between this server and it, and that it is Windows Server 2012 or"
                        + " later.",
                thrown);
    }

    static SourceFailure of(KerberosFailure e) {
        boolean unreachable = e.reason() == KerberosFailure.Reason.KDC_UNREACHABLE;
        return new SourceFailure(unreachable ? Cause.NETWORK_TIMEOUT : Cause.UNAUTHORISED, e.getMessage(), e.hint(), e);
    }

    static SourceFailure guest(String server) {
        return unauthorised(server + " took the account for a guest.", "Give an account that the server knows.", null);
    }

    static SourceFailure notEncrypted(String server) {
        return new SourceFailure(
                Cause.NETWORK_TIMEOUT,
                server + " cannot encrypt what it sends.",
                "Turn SMB encryption on at the server, or turn it off for this location, which is audited.");
    }

    static SourceFailure noDisk(String server, String share) {
        return unauthorised(
                "\\\\" + server + "\\" + share + " is no file share.", "Give the name of a file share.", null);
    }

    private static SourceFailure of(String path, SMBApiException e) {
        long status = e.getStatusCode();
        if (status == LOGON_FAILURE) {
            return unauthorised("The account or its password is wrong.", "Give the right password.", e);
        }
        if (status == ACCOUNT_EXPIRED || status == ACCOUNT_DISABLED || status == ACCOUNT_LOCKED) {
            return unauthorised(
                    "The account is expired, disabled or locked.",
                    "Enable or extend the account in Active Directory, or give another one.",
                    e);
        }
        if (status == PASSWORD_EXPIRED || status == PASSWORD_MUST_CHANGE) {
            return unauthorised(
                    "The account's password has expired.",
                    "Set a new password in Active Directory, then give it here.",
                    e);
        }
        if (status == ACCESS_DENIED) {
            return unauthorised(
                    "The account may not read " + path + ".",
                    "Give it read access to the share and to the folders behind it.",
                    e);
        }
        if (status == BAD_NETWORK_NAME) {
            return unauthorised("There is no share " + path + ".", "Check the name of the share.", e);
        }
        if (status == NOT_SUPPORTED) {
            return new SourceFailure(
                    Cause.NETWORK_TIMEOUT, path + " cannot be read over SMB 3.", "Turn SMB 3 on at the server.", e);
        }
        return new SourceFailure(
                Cause.NETWORK_TIMEOUT,
                path + " cannot be read (status 0x" + Long.toHexString(status).toUpperCase(java.util.Locale.ROOT)
                        + ").",
                "Look into the file server's event log.",
                e);
    }

    private static SourceFailure unauthorised(String message, String hint, @Nullable Throwable e) {
        return e == null
                ? new SourceFailure(Cause.UNAUTHORISED, message, hint)
                : new SourceFailure(Cause.UNAUTHORISED, message, hint, e);
    }
}
