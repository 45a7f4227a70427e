package org.godwit.hierarchy;

import org.godwit.credential.Account;
import org.godwit.credential.KerberosFailure;
import org.jspecify.annotations.Nullable;

/** What is said of accounts, whatever they are for. */
final class AccountChecks {

    private AccountChecks() {}

    /** @param what prefix of the check's name, e.g. {@code DATABASE} */
    static void kind(String what, Account account, Findings findings) {
        String check = what + "_ACCOUNT";
        if (account.kind() == Account.Kind.COMPUTER_ACCOUNT) {
            findings.pass(check, "The computer account is used; no password is stored.");
        } else {
            findings.warn(
                    check,
                    "A password has to be stored for the "
                            + (account.kind() == Account.Kind.SQL_LOGIN ? "SQL login." : "Windows user."),
                    "Prefer the computer account. The password is removed when migration is finished.");
        }
    }

    /** The check that a failed sign-in to the domain belongs to: each reason has its own. */
    static String kerberos(String what, KerberosFailure failure) {
        return what
                + switch (failure.reason()) {
                    case UNKNOWN_ACCOUNT, ACCOUNT_UNUSABLE -> "_ACCOUNT_STATE";
                    case WRONG_PASSWORD -> "_PASSWORD";
                    case PASSWORD_EXPIRED -> "_PASSWORD_AGE";
                    case CLOCK_SKEW -> "_KDC_CLOCK";
                    case KDC_UNREACHABLE -> "_KDC";
                    case UNKNOWN_SERVICE -> "_SPN";
                    case NO_KEYTAB -> "_KEYTAB";
                    case OTHER -> "_KERBEROS";
                };
    }

    /** The sign-in to the domain that something failed at; null if it was something else. */
    static @Nullable KerberosFailure kerberosFailure(Throwable thrown) {
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof KerberosFailure failure) {
                return failure;
            }
        }
        return null;
    }
}
