package org.godwit.console;

import org.godwit.credential.Account;
import org.godwit.credential.AccountInput;
import org.godwit.credential.Secret;
import org.jspecify.annotations.Nullable;

/** The part of a form that names an account. What the chosen kind does not have is not sent on. */
record AccountForm(
        Account.@Nullable Kind kind,
        @Nullable String domain,
        @Nullable String user,
        @Nullable Secret password) {

    static final AccountForm COMPUTER = new AccountForm(Account.Kind.COMPUTER_ACCOUNT, null, null, null);

    AccountInput input() {
        Account.Kind chosen = kind == null ? Account.Kind.COMPUTER_ACCOUNT : kind;
        return switch (chosen) {
            case COMPUTER_ACCOUNT -> AccountInput.computer();
            case WINDOWS_USER -> new AccountInput(chosen, domain, user, password);
            case SQL_LOGIN, SERVICE_LOGIN -> new AccountInput(chosen, null, user, password);
        };
    }

    /** As a change: null, which keeps the stored one, where a user is named without a password. */
    @Nullable AccountInput change() {
        boolean keeps =
                kind != null && kind != Account.Kind.COMPUTER_ACCOUNT && (password == null || password.isEmpty());
        return keeps ? null : input();
    }
}
