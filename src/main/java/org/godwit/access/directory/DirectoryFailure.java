package org.godwit.access.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why the directory did not sign somebody in. */
public final class DirectoryFailure extends Exception {

    public enum Reason {
        /** Name or password is wrong; the directory does not say which. */
        WRONG_CREDENTIALS("Name or password is wrong.", "Check both."),
        DISABLED("The account is disabled in Active Directory.", "Ask the domain's administrators to enable it."),
        LOCKED("The account is locked in Active Directory.", "Wait, or ask the domain's administrators to unlock it."),
        ACCOUNT_EXPIRED(
                "The account has expired in Active Directory.", "Ask the domain's administrators to extend it."),
        PASSWORD_EXPIRED(
                "The password has expired, or must be changed before its first use.",
                "Change it at a computer of the domain, then sign in here."),
        NOT_ALLOWED_NOW(
                "Active Directory does not allow this account to sign in at this time or from this server.",
                "Ask the domain's administrators about its logon hours and workstations."),
        CERTIFICATE(
                "The certificate of the domain controller is not trusted, or is not for its name.",
                "Trust its issuer: godwit.sign-in.active-directory.ssl-bundle; and use the name the certificate has."),
        SERVER_ACCOUNT(
                "This server could not sign in to the domain itself, to read your groups.",
                "Check godwit.kerberos.keytab and godwit.kerberos.principal; docs/accounts.md says how to make a keytab."),
        UNREACHABLE(
                "No domain controller answers.",
                "Check godwit.sign-in.active-directory.urls, the network, and that the controllers serve LDAPS.");

        private final String sentence;
        private final String hint;

        Reason(String sentence, String hint) {
            this.sentence = sentence;
            this.hint = hint;
        }

        public String sentence() {
            return sentence;
        }

        public String hint() {
            return hint;
        }

        /** True if it says something of the server's configuration or network, not of the account. */
        public boolean ofTheServer() {
            return this == CERTIFICATE || this == UNREACHABLE || this == SERVER_ACCOUNT;
        }
    }

    /** Active Directory's reasons, in hexadecimal: system error codes of the Windows protocols (MS-ERREF 2.2). */
    private static final Pattern DATA = Pattern.compile("\\bdata ([0-9a-fA-F]+)\\b");

    private static final Map<Integer, Reason> REASONS = Map.of(
            0x530, Reason.NOT_ALLOWED_NOW, // ERROR_INVALID_LOGON_HOURS
            0x531, Reason.NOT_ALLOWED_NOW, // ERROR_INVALID_WORKSTATION
            0x532, Reason.PASSWORD_EXPIRED, // ERROR_PASSWORD_EXPIRED
            0x533, Reason.DISABLED, // ERROR_ACCOUNT_DISABLED
            0x701, Reason.ACCOUNT_EXPIRED, // ERROR_ACCOUNT_EXPIRED
            0x773, Reason.PASSWORD_EXPIRED, // ERROR_PASSWORD_MUST_CHANGE
            0x775, Reason.LOCKED); // ERROR_ACCOUNT_LOCKED_OUT

    private final Reason reason;

    DirectoryFailure(Reason reason, @Nullable Throwable cause) {
        super(reason.sentence(), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    static DirectoryFailure of(LDAPException e) {
        return new DirectoryFailure(reason(e), e);
    }

    private static Reason reason(LDAPException e) {
        if (e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)) {
            Matcher data = DATA.matcher(String.valueOf(e.getDiagnosticMessage()));
            return data.find()
                    ? REASONS.getOrDefault(Integer.parseInt(data.group(1), 16), Reason.WRONG_CREDENTIALS)
                    : Reason.WRONG_CREDENTIALS;
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return Reason.CERTIFICATE;
            }
        }
        boolean certificate =
                String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("certificate");
        return certificate ? Reason.CERTIFICATE : Reason.UNREACHABLE;
    }
}
