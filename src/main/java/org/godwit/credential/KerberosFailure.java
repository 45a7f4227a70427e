package org.godwit.credential;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A Kerberos sign-in that did not work, with the reason told apart. */
public final class KerberosFailure extends RuntimeException {

    /** Error codes are those of RFC 4120, section 7.5.9. */
    public enum Reason {
        UNKNOWN_ACCOUNT("The domain does not know the account.", "Check the account's name and domain.", 6),
        UNKNOWN_SERVICE(
                "The domain knows no service principal name for this server.",
                "Register the service's SPN (setspn -S), and give the server's fully qualified name.",
                7),
        ACCOUNT_UNUSABLE(
                "The account is expired, disabled or locked.",
                "Enable or extend the account in Active Directory, or give another one.",
                1,
                12,
                18),
        PASSWORD_EXPIRED(
                "The account's password has expired.",
                "Set a new password in Active Directory, then give it here.",
                23),
        WRONG_PASSWORD(
                "The password is wrong, or the keytab does not match the account.",
                "Give the right password; after a password change make the keytab again.",
                24,
                31),
        CLOCK_SKEW(
                "The clocks of this server and the domain controller differ too much.",
                "Let both follow the same time source; Kerberos tolerates 5 minutes.",
                37),
        KDC_UNREACHABLE(
                "No domain controller answered.",
                "Check the realm and KDC in krb5.conf, DNS, and that port 88 is open."),
        NO_KEYTAB(
                "There is neither a readable keytab nor a ticket for the computer account.",
                "Set godwit.kerberos.keytab and godwit.kerberos.principal; docs/accounts.md says how to make a keytab."),
        OTHER("Kerberos refused the sign-in.", "The server's log holds the details.");

        private final String sentence;
        private final String hint;
        private final int[] codes;

        Reason(String sentence, String hint, int... codes) {
            this.sentence = sentence;
            this.hint = hint;
            this.codes = codes;
        }

        private boolean hasCode(int code) {
            for (int c : codes) {
                if (c == code) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final Pattern CODE = Pattern.compile("\\((\\d{1,3})\\)");

    private final Reason reason;

    KerberosFailure(Reason reason, @Nullable Throwable cause) {
        super(reason.sentence, cause);
        this.reason = reason;
    }

    /** Tells the reason from what the platform's Kerberos threw. Its texts hold no secret. */
    public static KerberosFailure of(Throwable thrown) {
        return new KerberosFailure(reason(thrown), thrown);
    }

    private static Reason reason(Throwable thrown) {
        Reason found = Reason.OTHER;
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            Reason here = reason(t, t.getMessage() == null ? "" : t.getMessage());
            if (here != Reason.OTHER) {
                found = here;
            }
        }
        return found;
    }

    private static Reason reason(Throwable thrown, String message) {
        if (thrown instanceof java.net.SocketException
                || thrown instanceof java.net.SocketTimeoutException
                || thrown instanceof java.net.UnknownHostException
                || message.contains("Cannot locate KDC")
                || message.contains("Unable to locate KDC")) {
            return Reason.KDC_UNREACHABLE;
        }
        if (message.contains("Unable to obtain password from user")
                || message.contains("Unable to obtain Principal Name")
                || message.contains("No valid credentials provided")) {
            return Reason.NO_KEYTAB;
        }
        Matcher code = CODE.matcher(message);
        while (code.find()) {
            int number = Integer.parseInt(code.group(1));
            for (Reason reason : Reason.values()) {
                if (reason.hasCode(number)) {
                    return reason;
                }
            }
        }
        return Reason.OTHER;
    }

    public Reason reason() {
        return reason;
    }

    public String hint() {
        return reason.hint;
    }

    @Override
    public String getMessage() {
        return reason.sentence;
    }
}
